import time

import requests
from flask import Blueprint, request

from models import Course, Enrolment, Entry
from session import db

courses = Blueprint("courses", __name__)


def start_machine(course):
    answer = requests.post("https://machines.example/start", json={"course": course}, timeout=5)
    return answer.json()


@courses.post("/machines")
def what_runs_outside():
    started = start_machine(request.form["course"])
    number = started["number"]
    course = Course(id=number, state="new")
    db.add(course)
    db.commit()
    db.add(Entry(course_id=course.id, text="started"))
    db.commit()
    return ""


@courses.post("/courses/<int:course_id>")
def the_type_of_the_column(course_id):
    course = db.get(Course, course_id)
    for name, value in request.form.items():
        setattr(course, name, value)
    db.add(course)
    db.commit()
    day = 0
    while day < course.days:
        day += 1
        db.add(Enrolment(course_id=course.id, day=day))
    db.commit()
    return ""


@courses.post("/caught")
def caught_in_between():
    try:
        course = Course(name=request.form["name"])
        db.add(course)
        db.commit()
        db.add(Enrolment(course_id=course.id, day=1))
        db.commit()
    except ValueError:
        return "", 400
    return ""


@courses.post("/slow")
def slow():
    course = Course(name=request.form["name"])
    db.add(course)
    db.commit()
    time.sleep(2)
    db.add(Enrolment(course_id=course.id, day=1))
    db.commit()
    return ""


def imported(names):
    course = Course(name=names[0])
    db.add(course)
    db.commit()
    yield course
    db.add(Enrolment(course_id=course.id, day=1))
    db.commit()


@courses.post("/imported")
def imports():
    return str(list(imported(request.form.getlist("name"))))
