#!/usr/bin/python3
"""python.py HOST:PORT first|after-restart: checks a broker with kafka-python, Debian's python3-kafka.

"after-restart" runs against the same data once the broker has been killed and started again. One line for each check,
"ok NAME" or "FAILED NAME: why".
"""

import sys
import threading
import time

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError, UnknownTopicOrPartitionError
from kafka.structs import OffsetAndMetadata

BOOTSTRAP = sys.argv[1]
PHASE = sys.argv[2] if len(sys.argv) > 2 else "first"
SECONDS = 30
failed = 0


def check(name, function, *arguments):
    global failed
    try:
        function(*arguments)
        print(f"ok kafka-python: {name}", flush=True)
    except (AssertionError, KafkaError, TimeoutError) as failure:
        failed += 1
        print(f"FAILED kafka-python: {name}: {failure!r}"[:400], flush=True)


def same(what, expected, actual):
    assert expected == actual, f"{what}: expected {expected!r:.150} but got {actual!r:.150}"


def eventually(what, condition):
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"still not so: {what}")
        time.sleep(0.05)


def consumer(*topics, **settings):
    settings.setdefault("auto_offset_reset", "earliest")
    return KafkaConsumer(*topics, bootstrap_servers=BOOTSTRAP, **settings)


def producer(**settings):
    return KafkaProducer(bootstrap_servers=BOOTSTRAP, **settings)


def send(topic, values, **settings):
    with_settings = producer(**settings)
    for value in values:
        with_settings.send(topic, str(value).encode(), partition=0)
    with_settings.flush(SECONDS)
    with_settings.close()


def read(reader, count):
    records = []
    end = time.monotonic() + SECONDS
    while len(records) < count and time.monotonic() < end:
        for polled in reader.poll(200).values():
            records += polled
    return records


def read_all(topic, count):
    reader = consumer()
    reader.assign([TopicPartition(topic, 0)])
    try:
        return read(reader, count)
    finally:
        reader.close()


def values(records):
    return [record.value.decode() for record in records]


def texts(first, last):
    return [str(number) for number in range(first, last + 1)]


def topics(admin):
    admin.create_topics([NewTopic("python-admin", 2, 1, topic_configs={"retention.ms": "3600000"})])
    try:
        admin.create_topics([NewTopic("python-admin", 2, 1)])
        raise AssertionError("a topic was created twice")
    except TopicAlreadyExistsError:
        pass
    assert "python-admin" in admin.list_topics()
    admin.create_partitions({"python-admin": NewPartitions(5)})
    same("partitions", 5, len(admin.describe_topics(["python-admin"])[0]["partitions"]))
    admin.delete_topics(["python-admin"])
    assert "python-admin" not in admin.list_topics()
    try:
        admin.delete_topics(["python-admin"])
        raise AssertionError("a topic that is not there was deleted")
    except UnknownTopicOrPartitionError:
        pass


def configs(admin):
    admin.create_topics([NewTopic("python-configs", 1, 1, topic_configs={"retention.ms": "3600000"})])
    resource = ConfigResource(ConfigResourceType.TOPIC, "python-configs")
    described = {entry[0]: entry[1] for entry in admin.describe_configs([resource])[0].resources[0][4]}
    same("retention.ms", "3600000", described["retention.ms"])
    resource.configs = {"retention.ms": "7200000"}
    admin.alter_configs([resource])
    described = {entry[0]: entry[1] for entry in admin.describe_configs([resource])[0].resources[0][4]}
    same("retention.ms, altered", "7200000", described["retention.ms"])


def codec(name):
    topic = f"python-{name}"
    sender = producer(compression_type=None if name == "none" else name, linger_ms=20, acks="all")
    sent = [
        sender.send(topic, f"{name} {i} {i:0100}".encode(), key=f"key{i % 7}".encode(), headers=[("codec", name.encode())],
                    partition=0)
        for i in range(500)
    ]
    sender.flush(SECONDS)
    same("offsets told", list(range(500)), [future.get(SECONDS).offset for future in sent])
    sender.close()
    records = read_all(topic, 500)
    same("values", [f"{name} {i} {i:0100}" for i in range(500)], values(records))
    same("keys", [f"key{i % 7}".encode() for i in range(500)], [record.key for record in records])
    same("headers", [("codec", name.encode())], records[499].headers)


def old_versions(version):
    """The versions of requests that clients of that age choose."""
    topic = "python-old-" + "-".join(str(part) for part in version)
    send(topic, range(100), api_version=version, acks=1)
    reader = consumer(api_version=version)
    reader.assign([TopicPartition(topic, 0)])
    same("values", texts(0, 99), values(read(reader, 100)))
    reader.close()


def positions():
    send("python-positions", range(10))
    partition = TopicPartition("python-positions", 0)
    reader = consumer()
    reader.assign([partition])
    same("beginning", {partition: 0}, reader.beginning_offsets([partition]))
    same("end", {partition: 10}, reader.end_offsets([partition]))
    reader.seek(partition, 7)
    same("from 7", texts(7, 9), values(read(reader, 3)))
    reader.seek_to_beginning()
    first = read(reader, 10)
    found = reader.offsets_for_times({partition: first[4].timestamp})[partition]
    assert found.offset <= 4 and found.timestamp == first[4].timestamp, f"found {found}"
    same("after the end", {partition: None}, reader.offsets_for_times({partition: first[9].timestamp + 60_000}))
    reader.close()


def large_record():
    sender = producer(max_request_size=900_000)
    sender.send("python-large", b"x" * 800_000).get(SECONDS)
    sender.close()
    same("size", 800_000, len(read_all("python-large", 1)[0].value))


class Member(threading.Thread):
    """A member of a group that reads until it is told to leave."""

    def __init__(self, topic, group):
        super().__init__(daemon=True)
        self.client = consumer(topic, group_id=group, session_timeout_ms=10_000, heartbeat_interval_ms=500,
                               auto_commit_interval_ms=200, metadata_max_age_ms=1_000)
        self.seen = []
        self.owned = set()
        self.leaving = threading.Event()
        self.start()

    def run(self):
        while not self.leaving.is_set():
            for polled in self.client.poll(100).values():
                self.seen += values(polled)
            self.owned = self.client.assignment()
        self.client.close()

    def leave(self):
        self.leaving.set()
        self.join(SECONDS)


def rebalance(admin):
    topic = "python-rebalance"
    admin.create_topics([NewTopic(topic, 4, 1)])
    one = Member(topic, "python-group")
    members = [one]
    try:
        eventually("one has all", lambda: len(one.owned) == 4)
        two = Member(topic, "python-group")
        members.append(two)
        eventually("each has half", lambda: len(one.owned) == 2 and len(two.owned) == 2)
        sender = producer()
        for value in range(200):
            sender.send(topic, str(value).encode(), partition=value % 4)
        sender.flush(SECONDS)
        eventually("200 are read", lambda: len(set(one.seen + two.seen)) == 200)
        description = admin.describe_consumer_groups(["python-group"])[0]
        same("state", "Stable", description.state)
        same("members", 2, len(description.members))
        two.leave()
        eventually("one has all again", lambda: len(one.owned) == 4)
        for value in range(200, 400):
            sender.send(topic, str(value).encode(), partition=value % 4)
        sender.flush(SECONDS)
        sender.close()
        eventually("400 are read", lambda: len(set(one.seen + two.seen)) == 400)
    finally:
        for member in members:
            member.leave()
    same("each once", 400, len(one.seen) + len(two.seen))


def commits(admin):
    send("python-commits", range(20))
    partition = TopicPartition("python-commits", 0)
    reader = consumer(group_id="python-commits", enable_auto_commit=False)
    reader.assign([partition])
    same("before", None, reader.committed(partition))
    read(reader, 20)
    reader.commit({partition: OffsetAndMetadata(12, "a note")})
    reader.close()
    next_reader = consumer("python-commits", group_id="python-commits", enable_auto_commit=False)
    same("goes on", texts(12, 19), values(read(next_reader, 8)))
    next_reader.close()
    offsets = admin.list_consumer_group_offsets("python-commits")
    same("told", OffsetAndMetadata(12, "a note"), offsets[partition])
    assert ("python-commits", "consumer") in admin.list_consumer_groups()
    same("deleted", [("python-commits", 0)],
         [(group, error.errno) for group, error in admin.delete_consumer_groups(["python-commits"])])
    assert "python-commits" not in [group for group, _ in admin.list_consumer_groups()]


def before_restart():
    send("python-restart", range(1, 101), acks="all")
    reader = consumer("python-restart", group_id="python-restart", enable_auto_commit=False, max_poll_records=40)
    same("read", texts(1, 40), values(read(reader, 40)))
    reader.commit()
    reader.close()


def after_restart():
    same("all", texts(1, 100), values(read_all("python-restart", 100)))
    reader = consumer("python-restart", group_id="python-restart")
    same("from the committed offset", texts(41, 100), values(read(reader, 60)))
    reader.close()


if PHASE == "first":
    admin_client = KafkaAdminClient(bootstrap_servers=BOOTSTRAP)
    check("creates, extends and deletes topics", topics, admin_client)
    check("describes and alters settings", configs, admin_client)
    for codec_name in ("none", "gzip", "snappy", "lz4"):
        check(f"produces and consumes with {codec_name}: offsets, keys, headers, order", codec, codec_name)
    for old_version in ((0, 11, 0), (1, 0, 0), (2, 0, 0)):
        check("works as a client of %d.%d.%d" % old_version, old_versions, old_version)
    check("seeks, and looks up offsets by time", positions)
    check("sends a record of 800,000 bytes", large_record)
    check("two members share the partitions; one leaves; nothing is lost", rebalance, admin_client)
    check("commits offsets with metadata; a group is listed and deleted", commits, admin_client)
    check("leaves records and committed offsets behind", before_restart)
    admin_client.close()
else:
    check("every acknowledged record and committed offset survived kill -9", after_restart)
sys.exit(1 if failed else 0)
