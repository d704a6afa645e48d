from django.urls import path

from mostrador.helpcentre import returns, views

app_name = "help"
urlpatterns = [
    path("", views.home, name="home"),
    path("questions/", views.questions, name="questions"),
    path("contacts/<str:seal>/", views.contact, name="contact"),
    path("contacts/<str:seal>/messages/", views.add, name="add"),
    path("contacts/<str:seal>/files/<int:number>/", views.file, name="file"),
    path("sellers/<str:key>/returns/", returns.returns, name="returns"),
]
