from django.urls import path

from mostrador.office import views

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("sent/", views.sent, name="sent"),
    path("sent/<int:number>/", views.sent_mail, name="sent_mail"),
    path("mail/", views.mail_room, name="mail_room"),
    path("mail/<int:number>/", views.inbound, name="inbound"),
    path("mail/<int:number>/original/", views.original, name="original"),
]
