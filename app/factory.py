"""The wiring: settings, database, hooks, features and commands become one application."""

from __future__ import annotations

from flask import Flask

from app.cli.course import course
from app.cli.db import db
from app.cli.demo import demo
from app.cli.doctor import doctor
from app.cli.user import user
from app.cli.worker import worker
from app.config import Config, from_environment
from app.db import Database
from app.web import (
    assets,
    bodies,
    csrf,
    dates,
    errors,
    figures,
    headers,
    hosts,
    languages,
    login,
    looks,
    plain_text,
    request_log,
    roles,
    script_texts,
)
from app.web.accounts import routes as accounts
from app.web.api import routes as api
from app.web.application import BODY_LIMIT, Application
from app.web.author import routes as author
from app.web.classes import routes as classes
from app.web.courses import routes as courses
from app.web.exams import routes as exams
from app.web.gallery import routes as gallery
from app.web.health import routes as health
from app.web.imports import routes as imports
from app.web.insights import routes as insights
from app.web.media import routes as media
from app.web.my_cards import routes as my_cards
from app.web.offline import routes as offline
from app.web.preferences import routes as preferences
from app.web.progress import routes as progress
from app.web.quizzes import routes as quizzes
from app.web.reading import routes as reading
from app.web.search import routes as search
from app.web.study import routes as study
from app.web.worklist import routes as worklist


def build(config: Config | None = None) -> Flask:
    """Return the application for *config* (default: the environment's)."""
    config = from_environment() if config is None else config
    flask = Application("app.web", static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    settle(flask, config)
    # The order of these is the order of their checks.
    filters = (assets, dates, figures, languages, script_texts, looks, roles)
    for part in (request_log, hosts, bodies, plain_text, login, csrf, headers, errors, *filters):
        part.install(flask)
    studying = (courses, reading, search, study, my_cards, quizzes, progress, insights, media)
    writing = (author, imports, classes, exams)
    for feature in (accounts, preferences, *writing, *studying, worklist, offline, api, health):
        flask.register_blueprint(feature.blueprint)
    if flask.debug:  # FLASK_DEBUG, or flask --debug: somebody develops
        flask.register_blueprint(gallery.blueprint)
    for command in (course, db, demo, doctor, user, worker):
        flask.cli.add_command(command)
    return flask


def settle(flask: Flask, config: Config) -> None:
    """Give the application its settings and its database; nothing else in it depends on them."""
    flask.secret_key = config.secret_key
    flask.extensions["config"] = config
    flask.extensions["database"] = Database(config.database_url)
