"""The people of a journey and what each can do on a screen, in the words of the screen."""

from playwright.sync_api import Browser, Page, expect

AT_THE_DESK = {"width": 1440, "height": 900}
A_GLANCE = 2000
ON_A_PHONE = {"width": 390, "height": 844}


class Somebody:
    name = ""
    language = "de-DE"
    size = AT_THE_DESK

    def __init__(self, browser: Browser, address: str) -> None:
        context = browser.new_context(viewport=self.size, locale=self.language)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.address = address

    def come_in(self) -> None:
        self.page.goto(self.address)
        self.page.locator(f"button[value={self.name}]").click()
        self.page.wait_for_load_state()

    def goes_to(self, path: str) -> None:
        self.page.goto(self.address + path.removeprefix("/"))

    def sees(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)

    def does_not_see(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("body")).not_to_contain_text(one)

    def presses(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    def follows(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()

    def lets_pass(self, words: str) -> None:
        """Moves the demo's clock: "+1 Std." or "+24 Std."."""
        self.presses(words)


class Ada(Somebody):
    name = "ada"

    def opens_the_first_contact(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.keyboard.press("j")
        self.page.wait_for_url("**/contacts/**")
        self.page.wait_for_load_state("networkidle")

    def asks_the_seller(self, kind: str, own_words: str) -> None:
        self.page.keyboard.press("q")
        self.page.wait_for_url("**/question/")
        self.page.get_by_text(kind, exact=True).first.click()
        self.page.locator("textarea[name=text]").fill(own_words)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_url(lambda url: "/question/" not in url)

    def takes_a_glance(self) -> None:
        """What came in while the page was open counts as read after a moment."""
        self.page.wait_for_timeout(A_GLANCE)

    def writes(self, text: str, *, then: str) -> None:
        """R puts the cursor where the answer goes."""
        self.page.wait_for_load_state("networkidle")
        self.page.keyboard.press("r")
        self.page.keyboard.type(text)
        self.presses(then)

    def chooses(self, remedy: str, reason: str) -> None:
        """Fills in the judgement sheet and goes on to what each side will read."""
        self.page.get_by_role("radio", name=remedy).check()
        self.page.locator("textarea[name=reason]").fill(reason)
        self.presses("Ansehen, was beide lesen")


class Zhou(Somebody):
    name = "zhou"
    language = "zh-CN"
    size = ON_A_PHONE


class Anna(Somebody):
    name = "anna"
    size = ON_A_PHONE


class Olga(Somebody):
    name = "olga"


class Zed(Somebody):
    name = "zed"

    def come_in(self) -> None:
        self.goes_to("/sign-in/?next=/portal/")
        self.page.locator("input[name=login]").fill("zed")
        self.page.locator("input[name=password]").fill("mostrador")
        self.presses("Anmelden")
