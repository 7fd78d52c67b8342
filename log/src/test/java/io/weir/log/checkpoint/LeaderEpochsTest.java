package io.weir.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LeaderEpochsTest {

    private final LeaderEpochs epochs =
            LeaderEpochs.NONE.assign(1, 10).assign(3, 20).assign(4, 30);

    @Test
    void saysWhereAnEpochEnded() {
        // when, then
        assertThat(epochs.endOffsetFor(4, 35)).isEqualTo(new EpochEndOffset(4, 35));
        assertThat(epochs.endOffsetFor(3, 35)).isEqualTo(new EpochEndOffset(3, 30));
        assertThat(epochs.endOffsetFor(2, 35)).isEqualTo(new EpochEndOffset(1, 20));
        assertThat(epochs.endOffsetFor(0, 35)).isEqualTo(new EpochEndOffset(0, 10));
        assertThat(epochs.endOffsetFor(5, 35)).isEqualTo(EpochEndOffset.UNDEFINED);
        assertThat(epochs.endOffsetFor(-1, 35)).isEqualTo(EpochEndOffset.UNDEFINED);
    }

    @Test
    void saysWhoWroteAnOffset() {
        // when, then
        assertThat(epochs.epochFor(9)).isEmpty();
        assertThat(epochs.epochFor(19)).hasValue(1);
        assertThat(epochs.epochFor(20)).hasValue(3);
        assertThat(epochs.epochFor(99)).hasValue(4);
    }

    @Test
    void forgetsWhatIsCutOff() {
        // when, then
        assertThat(epochs.truncateFromEnd(30).latestEpoch()).hasValue(3);
        assertThat(epochs.truncateFromStart(25).entries())
                .containsExactly(new EpochEntry(3, 25), new EpochEntry(4, 30));
        assertThat(epochs.truncateFromStart(5)).isEqualTo(epochs);
        assertThat(epochs.assign(2, 25).entries()).containsExactly(new EpochEntry(1, 10), new EpochEntry(2, 25));
    }

    @Test
    void isWrittenAsKafkaWritesIt() {
        // when
        String text = epochs.format();

        // then
        assertThat(text).isEqualTo("0\n3\n1 10\n3 20\n4 30\n");
        assertThat(LeaderEpochs.parse(text)).isEqualTo(epochs);
        assertThatThrownBy(() -> LeaderEpochs.parse(text.substring(0, 12)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
