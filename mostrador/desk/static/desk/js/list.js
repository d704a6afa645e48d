// The open contact stays in sight in a list that begins again at its top with every page.
document.querySelector(".case-list [aria-current]")?.scrollIntoView({ block: "nearest" });
