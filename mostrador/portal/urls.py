from django.urls import path

from mostrador.portal.views import messages, orders, questions

app_name = "portal"
urlpatterns = [
    path("", questions.home, name="home"),
    path("cases/", questions.cases, name="cases"),
    path("cases/<str:key>/", questions.case, name="case"),
    path("cases/<str:key>/messages/", questions.case_words, name="case_words"),
    path("messages/", messages.messages, name="messages"),
    path("messages/<str:key>/", messages.thread, name="thread"),
    path("messages/<str:key>/transfer/", messages.transfer, name="transfer"),
    path("orders/<str:key>/", orders.order, name="order"),
    path("files/<int:number>/", orders.file, name="file"),
]
