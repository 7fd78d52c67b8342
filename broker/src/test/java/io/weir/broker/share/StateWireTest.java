package io.weir.broker.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateBatch;
import io.weir.coordination.sharestate.StateWrite;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions and answers about states come out as they went in. */
class StateWireTest {

    private static final SharePartitionKey KEY = new SharePartitionKey("group:é", new Uuid(3, -7), 5);
    private static final List<StateBatch> BATCHES =
            List.of(new StateBatch(7, 9, (byte) 2, (short) 3), new StateBatch(11, 11, (byte) 0, (short) 1));

    @Test
    void everyQuestionIsReadAsItWasWritten() {
        List<StateQuestion> questions = List.of(
                new StateQuestion.Initialize(KEY, 4, -1),
                new StateQuestion.Read(KEY, -1),
                new StateQuestion.Summary(KEY),
                new StateQuestion.Write(KEY, new StateWrite(new ShareState.Epochs(2, 9), 7, -1, BATCHES)),
                new StateQuestion.Delete(KEY));

        assertThat(questions)
                .allSatisfy(question -> assertThat(StateWire.decodeQuestion(StateWire.encode(question)))
                        .isEqualTo(question));
    }

    @Test
    void everyAnswerIsReadAsItWasWritten() {
        List<StateAnswer> answers = List.of(
                StateAnswer.of(new ShareState(
                        2, new ShareState.Epochs(1, 8), 7, 3, BATCHES, new ShareState.Times(1_000, 2_000))),
                StateAnswer.of(ShareState.NONE),
                StateAnswer.refused(ErrorCode.FENCED_STATE_EPOCH));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(StateWire.decodeAnswer(StateWire.encode(answer)))
                        .isEqualTo(answer));
    }
}
