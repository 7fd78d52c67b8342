package io.weir.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.peer.PeerRefusalException;
import io.weir.broker.peer.PeerStatus;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.NotLeaderException;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageWriter;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Questions to the quorum's leader while there is none. */
final class VotersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Queue<CompletableFuture<ByteBuffer>> answers = new ArrayDeque<>();
    private final Voters voters = new Voters((_, _, _) -> answers.remove());

    @Test
    void aQuestionWaitsForTheNextLeader() {
        // given: the old one is dead, then nobody is known, then another leads
        answers.addAll(List.of(
                CompletableFuture.failedFuture(new ConnectException("dead")),
                CompletableFuture.failedFuture(new PeerRefusalException(PeerStatus.NOT_CONTROLLER, "not I")),
                CompletableFuture.completedFuture(noVote())));

        // when
        CompletableFuture<ApiError> answer = voters.removeVoter(7);

        // then
        assertThat(answer).succeedsWithin(SOON).isEqualTo(new ApiError(ErrorCode.VOTER_NOT_FOUND, "no vote"));
    }

    @Test
    void whatMayHaveBeenDoneIsNotAskedTwiceAndClientsAreToldThatNobodyLeads() {
        // given
        answers.add(CompletableFuture.failedFuture(new IOException("broken")));

        // when
        CompletableFuture<ApiError> answer = voters.removeVoter(7);

        // then
        assertThat(answer)
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NotLeaderException.class);
    }

    private static ByteBuffer noVote() {
        MessageWriter out = new MessageWriter();
        out.int16(ErrorCode.VOTER_NOT_FOUND.code());
        out.string("no vote", true);
        return out.toByteBuffer();
    }
}
