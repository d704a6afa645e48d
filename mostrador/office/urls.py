from django.urls import path

from mostrador.office import (
    complaints,
    inviting,
    policies,
    programme,
    returns,
    sellers,
    support,
    views,
)

app_name = "office"
ENROLMENT = "sellers/<str:key>/enrolments/<str:enrolment>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("sent/", views.sent, name="sent"),
    path("sent/<int:number>/", views.sent_mail, name="sent_mail"),
    path("sent/notices/<int:number>/", views.sent_notice, name="sent_notice"),
    path("mail/", views.mail_room, name="mail_room"),
    path("mail/<int:number>/", views.inbound, name="inbound"),
    path("mail/<int:number>/original/", views.original, name="original"),
    path("programme/", programme.programmes, name="programmes"),
    path("programme/<str:key>/", programme.programme, name="programme"),
    path("programme/<str:key>/hand-over/", programme.hand_over, name="hand_over"),
    path("programme/<str:key>/terms/", programme.terms, name="terms"),
    path("programme/<str:key>/terms/letters/", programme.terms_letters, name="terms_letters"),
    path("invitations/", inviting.every, name="invitations"),
    path("invitations/list/", inviting.preview, name="invitation_list"),
    path("invitations/list/sending/", inviting.sending, name="invitation_sending"),
    path("invitations/<str:key>/withdrawal/", inviting.withdrawal, name="withdrawal"),
    path("sellers/", sellers.every, name="sellers"),
    path("sellers/<str:key>/", sellers.one, name="seller"),
    path(f"{ENROLMENT}suspension/", sellers.suspended, name="suspension"),
    path(f"{ENROLMENT}resumption/", sellers.resumed, name="resumption"),
    path(f"{ENROLMENT}hold/", sellers.held, name="hold"),
    path(f"{ENROLMENT}release/", sellers.released, name="release"),
    path("complaints/", complaints.every, name="complaints"),
    path("complaints/<str:key>/", complaints.one, name="complaint"),
    path("support/", support.every, name="support"),
    path("support/<str:key>/", support.one, name="support_contact"),
    path("programme/<str:key>/returns/", returns.returns, name="returns"),
    path("policies/", policies.every, name="policies"),
    path("policies/<str:key>/", policies.one, name="policy"),
]
