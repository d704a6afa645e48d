"""The help centre's steps and the withdrawal: who may go there, and what happens to others."""

from tests.site.rows import Row, everybody, inside

ORDER_LINK = "help/orders/<str:seal>/"
ROWS = (
    Row("help/orders/", everybody(), "/help/orders/"),
    Row("help/orders/", everybody(303), "/help/orders/", "POST", {"number": "LM-1007"}),
    Row("help/orders/code/<str:seal>/", everybody(), "/help/orders/code/{attempt}/"),
    Row("help/orders/code/<str:seal>/", everybody(422), "/help/orders/code/{attempt}/", "POST",
        {"code": "123456"}),
    Row("help/orders/code/<str:seal>/", everybody(302), "/help/orders/code/{proof}/"),
    # Whoever holds an order's link has shown that it is his; it is good for two hours.
    Row(ORDER_LINK, everybody(), "/help/orders/{order_link}/"),
    Row(ORDER_LINK, everybody(302), "/help/orders/LM-1007/"),
    Row(f"{ORDER_LINK}answer/", everybody(),
        "/help/orders/{order_link}/answer/?what=changed_mind&line=1&line=2"),
    Row(f"{ORDER_LINK}choice/", everybody(404),
        "/help/orders/{order_link}/choice/?what=damaged&line=1", "POST", {"remedy": "refuse"}),
    Row(f"{ORDER_LINK}contact/", everybody(),
        "/help/orders/{order_link}/contact/?what=damaged&line=1"),
    Row(f"{ORDER_LINK}contact/", everybody(302), "/help/orders/LM-1007/contact/", "POST"),
    Row("help/withdraw/", everybody(), "/help/withdraw/"),
    Row("help/withdraw/", everybody(), "/help/withdraw/?order={order_link}&line=1"),
    Row("help/withdraw/", everybody(), "/help/withdraw/", "POST",
        {"name": "Anna", "contract": "LM-1007", "email": "anna@mail.example"}),
    Row("help/withdraw/confirmation/", everybody(303), "/help/withdraw/confirmation/", "POST",
        {"name": "Anna", "contract": "LM-1007", "email": "anna@mail.example"}),
    Row("help/withdraw/confirmation/", everybody(422), "/help/withdraw/confirmation/", "POST"),
    Row("help/withdraw/<str:seal>/", everybody(), "/help/withdraw/{receipt}/"),
    Row("help/withdraw/<str:seal>/", everybody(404), "/help/withdraw/{order_link}/"),
    Row("help/contacts/<str:seal>/decisions/<str:key>/", everybody(),
        "/help/contacts/{link_decided}/decisions/{decision}/"),
    Row("help/contacts/<str:seal>/decisions/<str:key>/", everybody(404),
        "/help/contacts/{link_fresh}/decisions/{decision}/"),
    Row("office/sent/codes/<str:key>/", inside("olga"), "/office/sent/codes/{proof}/"),
)  # fmt: skip
