from django.urls import path

from mostrador.portal.views import (
    account,
    links,
    messages,
    notifications,
    orders,
    people,
    policy,
    questions,
)

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
    path("answer/<str:secret>/", links.answer, name="link"),
    path("account/", account.account, name="account"),
    path("account/services/<str:store>/", account.service, name="service"),
    path("account/services/<str:store>/enrolment/", account.enrolment, name="enrolment"),
    path("account/services/<str:store>/leaving/", account.leaving, name="leaving"),
    path("account/services/<str:store>/terms/", account.terms, name="terms"),
    path("account/services/<str:store>/interest/", account.interest, name="interest"),
    path("account/services/<str:store>/invitation/", account.invitation, name="invitation"),
    path("account/services/<str:store>/complaints/", account.complaints, name="complaints"),
    path("account/people/", people.people, name="people"),
    path("account/people/<int:number>/", people.person, name="person"),
    path("account/people/<int:number>/removal/", people.removal, name="removal"),
    path("account/notifications/", notifications.notifications, name="notifications"),
    path("account/notifications/mending/", notifications.mending, name="mending"),
    path("account/policy/<str:store>/", policy.policy, name="policy"),
    path("account/policy/<str:store>/withdrawal/", policy.withdrawal, name="policy_withdrawal"),
    path("account/policy/<str:store>/complaint/", policy.complaint, name="policy_complaint"),
]
