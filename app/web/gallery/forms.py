"""Sample forms, as they are when they open and when something was wrong."""

from __future__ import annotations

from wtforms import BooleanField, EmailField, IntegerField, RadioField, SelectField, StringField

from app.web.forms import Form


class SampleForm(Form):
    """One field of each kind."""

    name = StringField("Name", description="Your instructors see it.")
    email = EmailField("E-mail")
    region = SelectField(
        "Region",
        choices={"Europe": {"Lisbon": "Lisbon", "Vienna": "Vienna"}, "Asia": {"Tokyo": "Tokyo"}},
    )
    minutes = IntegerField("Minutes a day", description="From 5 to 180.")
    grades = RadioField(
        "Grades", choices={"2": "Two: Forgot, Knew it", "4": "Four: Again, Hard, Good, Easy"}
    )
    keys = BooleanField("Single keys act while studying")


def sound() -> SampleForm:
    """Return the form as it opens."""
    return SampleForm(prefix="sound-", formdata=None, name="Ada Example", grades="2", minutes=20)


def faulty() -> SampleForm:
    """Return the form with what was typed, and an error at each field that can have one."""
    form = SampleForm(prefix="faulty-", formdata=None, email="ada@", minutes=900)
    form.name.errors = ["Fill this in."]
    form.email.errors = ["This is no e-mail address: there is nothing after the @."]
    form.region.errors = ["Choose one of the list."]
    form.minutes.errors = ["Write a number from 5 to 180."]
    form.grades.errors = ["Choose one of the list."]
    return form
