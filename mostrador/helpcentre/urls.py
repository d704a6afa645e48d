from django.urls import path

from mostrador.helpcentre import finding, returns, sending_back, steps, views, withdrawing

app_name = "help"
urlpatterns = [
    path("", views.home, name="home"),
    path("questions/", views.questions, name="questions"),
    path("contacts/<str:seal>/", views.contact, name="contact"),
    path("contacts/<str:seal>/messages/", views.add, name="add"),
    path("contacts/<str:seal>/files/<int:number>/", views.file, name="file"),
    path("contacts/<str:seal>/decisions/<str:key>/", views.receipt, name="receipt"),
    path("contacts/<str:seal>/returns/<str:key>/slip/", sending_back.slip, name="slip"),
    path("contacts/<str:seal>/returns/<str:key>/slip.pdf", sending_back.slip_pdf, name="slip_pdf"),
    path("contacts/<str:seal>/returns/<str:key>/label/", sending_back.label, name="label"),
    path("contacts/<str:seal>/returns/<str:key>/sending/", sending_back.sending, name="sending"),
    path(
        "contacts/<str:seal>/returns/<str:key>/cancellation/",
        sending_back.cancellation,
        name="cancellation",
    ),
    path("orders/", finding.number, name="number"),
    path("orders/code/<str:seal>/", finding.code, name="code"),
    path("orders/<str:seal>/", steps.order, name="order"),
    path("orders/<str:seal>/answer/", steps.answer, name="answer"),
    path("orders/<str:seal>/choice/", steps.choice, name="choice"),
    path("orders/<str:seal>/contact/", steps.matter, name="matter"),
    path("withdraw/", withdrawing.withdraw, name="withdraw"),
    path("withdraw/confirmation/", withdrawing.confirmed, name="withdrawal"),
    path("withdraw/<str:seal>/", withdrawing.withdrawn, name="withdrawn"),
    path("sellers/<str:key>/returns/", returns.returns, name="returns"),
]
