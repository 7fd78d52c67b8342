package io.weir.coordination.streams;

import io.weir.protocol.messages.StreamsGroupHeartbeatResponse.Status;

/** What members are told of their group besides their tasks, with Kafka's codes. Those of a plan's problems are with it. */
enum StreamsStatus {
    STALE_TOPOLOGY(0),
    SHUTDOWN_APPLICATION(4),
    ASSIGNMENT_DELAYED(5);

    private final byte code;

    StreamsStatus(int code) {
        this.code = (byte) code;
    }

    Status with(String detail) {
        return of(code, detail);
    }

    static Status of(byte code, String detail) {
        return Status.builder().statusCode(code).statusDetail(detail).build();
    }
}
