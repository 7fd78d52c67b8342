package io.weir.log.flush;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForceChoiceTest {

    private static final long ALONE_NANOS = 5_000_000;

    private final ForceChoice choice = new ForceChoice(4);

    @Test
    void fewAreForcedOneByOne() {
        choice.tookAlone(ALONE_NANOS);

        assertThat(choice.isTogether(3)).isFalse();
        assertThat(choice.isTogether(4)).isTrue();
    }

    @Test
    void togetherIsNotChosenWhereThatIsSlower() {
        // given a disk that others write much to
        choice.tookAlone(ALONE_NANOS);
        choice.tookTogether(10 * ALONE_NANOS);

        // then
        assertThat(choice.isTogether(5)).isFalse();
        assertThat(choice.isTogether(20)).isTrue();
    }

    @Test
    void whatWasSlowOnceIsTriedAgain() {
        // given
        choice.tookAlone(ALONE_NANOS);
        choice.tookTogether(1_000 * ALONE_NANOS);

        // when
        int avoided = 0;
        while (!choice.isTogether(5)) {
            avoided++;
        }

        // then
        assertThat(avoided).isBetween(50, 150);
    }

    @Test
    void whatThePlatformCannotIsNotTriedAgain() {
        choice.neverTogether();

        assertThat(choice.isTogether(1_000)).isFalse();
    }
}
