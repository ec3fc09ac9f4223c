"""The feed thread: news become signals on the GUI thread, and it ends when it is told to."""

import queue
import threading
import time
from typing import Any

import pytest

from hall.errors import StoreUnavailable
from qtkit.feed import FeedThread


class ScriptedFeed:
    """A feed that says what the test puts into it."""

    def __init__(self):
        self.news: queue.Queue[Any] = queue.Queue()
        self.closed = threading.Event()

    def wait(self, timeout):
        try:
            news = self.news.get(timeout=timeout)
        except queue.Empty:
            return "quiet"
        if isinstance(news, Exception):
            raise news
        return news

    def close(self):
        self.closed.set()
        self.news.put("quiet")


@pytest.fixture
def listen(qtbot):
    threads = []

    def start(open_feed):
        thread = FeedThread(open_feed, pauses_s=(0.01,))
        heard = []
        thread.changed.connect(lambda: heard.append(("changed", threading.get_ident())))
        thread.lost.connect(lambda: heard.append(("lost", threading.get_ident())))
        thread.restored.connect(lambda: heard.append(("restored", threading.get_ident())))
        thread.start()
        threads.append(thread)
        return thread, heard

    yield start
    for thread in threads:
        assert thread.close()


def _translate(heard):
    return [word for word, _ in heard]


def test_news_become_signals_on_the_gui_thread(listen, qtbot):
    feed = ScriptedFeed()
    _, heard = listen(lambda: feed)
    for news in ("changed", "quiet", "lost", "restored"):
        feed.news.put(news)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [(word, threading.get_ident()) for word in ("changed", "lost", "restored")]


def test_the_feed_is_opened_in_the_thread_that_waits_on_it(listen, qtbot):
    idents = []

    def open_feed():
        idents.append(threading.get_ident())
        return ScriptedFeed()

    listen(open_feed)
    qtbot.waitUntil(lambda: len(idents) == 1)
    assert idents[0] != threading.get_ident()


def test_closing_ends_a_wait_at_once_and_drops_what_was_not_delivered(listen, qtbot):
    feed = ScriptedFeed()
    thread, heard = listen(lambda: feed)
    feed.news.put("changed")
    qtbot.waitUntil(lambda: len(heard) == 1)
    feed.news.put("changed")
    started = time.monotonic()
    assert thread.close()
    assert time.monotonic() - started < 0.4
    assert feed.closed.is_set()
    qtbot.wait(20)
    assert len(heard) == 1


def test_a_database_that_is_away_at_first_is_lost_once_and_then_restored(listen, qtbot):
    feed, tries = ScriptedFeed(), []

    def open_feed():
        tries.append(1)
        if len(tries) < 4:
            raise StoreUnavailable("not yet")
        return feed

    _, heard = listen(open_feed)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert _translate(heard) == ["lost", "restored"]


def test_a_feed_that_breaks_is_logged_and_opened_again(listen, qtbot, caplog):
    feeds = [ScriptedFeed(), ScriptedFeed()]
    left = list(feeds)
    _, heard = listen(lambda: left.pop(0))
    feeds[0].news.put(ValueError("a bug"))
    feeds[1].news.put("changed")
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert _translate(heard) == ["lost", "restored", "changed"]
    assert feeds[0].closed.is_set()
    assert "a bug" in caplog.text


def test_closing_before_the_start_is_no_error(qtbot):
    assert FeedThread(ScriptedFeed).close()
