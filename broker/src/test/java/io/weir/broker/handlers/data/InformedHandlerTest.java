package io.weir.broker.handlers.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.network.Peer;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Authorizer;
import io.weir.broker.security.Principal;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ListOffsetsRequest;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.protocol.messages.ListOffsetsResponse;
import io.weir.protocol.types.ErrorCode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class InformedHandlerTest {

    private static final RequestContext CONTEXT = new RequestContext(
            ApiKey.LIST_OFFSETS,
            0,
            "",
            new Peer(1, InetAddress.getLoopbackAddress(), 1, "PLAINTEXT"),
            Principal.ANONYMOUS,
            new RequestContext.Permissions(Authorizer.ALLOW_ALL, Set.of()));

    private final List<String> done = new ArrayList<>();
    private final InformedHandler<ListOffsetsRequest, ListOffsetsResponse> handler = new InformedHandler<>(
            new Answering(),
            () -> done.add("caught up"),
            request -> request.topics().stream().anyMatch(topic -> topic.name().equals("new")));

    /** A leader hears of a topic a moment after a client has heard of it from another broker. */
    @Test
    void catchesUpBeforeItRefusesWhatItDoesNotKnow() {
        // when
        handle("known", "new");

        // then
        assertThat(done).containsExactly("caught up", "answered");
    }

    @Test
    void asksNobodyAboutWhatItKnows() {
        // when
        handle("known");

        // then
        assertThat(done).containsExactly("answered");
    }

    private void handle(String... topics) {
        ListOffsetsRequest request = ListOffsetsRequest.builder()
                .topics(List.of(topics).stream()
                        .map(name -> ListOffsetsTopic.builder().name(name).build())
                        .toList())
                .build();
        var _ = handler.handle(CONTEXT, request);
    }

    private final class Answering implements RequestHandler<ListOffsetsRequest, ListOffsetsResponse> {
        @Override
        public ApiKey apiKey() {
            return ApiKey.LIST_OFFSETS;
        }

        @Override
        public CompletableFuture<ListOffsetsResponse> handle(RequestContext context, ListOffsetsRequest request) {
            done.add("answered");
            return CompletableFuture.completedFuture(refuse(request, 0, ErrorCode.NONE));
        }

        @Override
        public ListOffsetsResponse refuse(ListOffsetsRequest request, int version, ErrorCode error) {
            return ListOffsetsResponse.builder().build();
        }
    }
}
