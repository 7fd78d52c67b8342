package io.weir.console.groups;

import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Topology;
import io.weir.protocol.wire.MessageWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

/** A thread of a streams application that says that it is there, and does nothing else. */
final class StreamsMember {

    private StreamsMember() {}

    /** Joins a group, to read a topic. */
    static void join(String bootstrap, String group, String topic) throws IOException {
        StreamsGroupHeartbeatRequest request = StreamsGroupHeartbeatRequest.builder()
                .groupId(group)
                .memberId("member")
                .memberEpoch(0)
                .rebalanceTimeoutMs(60_000)
                .topology(Topology.builder()
                        .epoch(0)
                        .subtopologies(List.of(Subtopology.builder()
                                .subtopologyId("0")
                                .sourceTopics(List.of(topic))
                                .build()))
                        .build())
                .processId("process")
                .activeTasks(List.of())
                .standbyTasks(List.of())
                .warmupTasks(List.of())
                .build();
        MessageWriter message = new MessageWriter();
        RequestHeader.builder()
                .requestApiKey((short) request.apiKey().id())
                .requestApiVersion((short) 0)
                .clientId("streams")
                .build()
                .write(message, request.apiKey().requestHeaderVersion(0));
        request.write(message, 0);
        ByteBuffer bytes = message.toByteBuffer();
        int colon = bootstrap.lastIndexOf(':');
        try (Socket socket =
                new Socket(bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)))) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(Integer.BYTES + bytes.remaining())
                            .putInt(bytes.remaining())
                            .put(bytes)
                            .array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(in.readInt());
        }
    }
}
