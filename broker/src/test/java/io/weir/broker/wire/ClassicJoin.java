package io.weir.broker.wire;

import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupRequest.JoinGroupRequestProtocol;
import java.nio.ByteBuffer;
import java.util.List;

/** How a member of the classic protocol comes to a group. */
final class ClassicJoin {

    private ClassicJoin() {}

    /** One with an instance id, which need not ask for a member id first. */
    static JoinGroupRequest asStaticMember(String group) {
        return JoinGroupRequest.builder()
                .groupId(group)
                .sessionTimeoutMs(30_000)
                .rebalanceTimeoutMs(30_000)
                .memberId("")
                .groupInstanceId("i")
                .protocolType("consumer")
                .protocols(List.of(JoinGroupRequestProtocol.builder()
                        .name("range")
                        .metadata(ByteBuffer.allocate(4))
                        .build()))
                .build();
    }
}
