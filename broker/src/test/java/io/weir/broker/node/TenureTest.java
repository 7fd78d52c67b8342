package io.weir.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** In simulated time: whenever a broker takes itself for a leader, the controller has not given away what it leads. */
final class TenureTest {

    private static final long SESSION = 9_000;
    private static final long EVERY = 2_000;

    private final Tenure tenure = new Tenure(SESSION);

    @Test
    void aBrokerThatTheControllerDoesNotKnowServesNobody() {
        assertThat(tenure.mayServe(0)).isFalse();
    }

    @Test
    void itLastsASessionFromWhenTheHeartbeatWasSent() {
        // when
        tenure.heard(1_000);

        // then
        assertThat(tenure.mayServe(1_000 + SESSION - 1)).isTrue();
        assertThat(tenure.mayServe(1_000 + SESSION)).isFalse();
    }

    @Test
    void anAnswerThatWasOnItsWayWhileTheBrokerStoodStillIsWorthNothing() {
        // given
        tenure.heard(1_000);

        // when: the answer to what was sent before the pause is found after it
        tenure.heard(3_000);

        // then
        assertThat(tenure.mayServe(60_000)).isFalse();

        // and: once the controller has answered what was sent since
        tenure.heard(60_001);
        assertThat(tenure.mayServe(60_002)).isTrue();
    }

    @Test
    void answersThatComeLateTakeNothingBack() {
        // given
        tenure.heard(5_000);

        // when
        tenure.heard(3_000);

        // then
        assertThat(tenure.mayServe(5_000 + SESSION - 1)).isTrue();
    }

    @Test
    void whereNoControllerAnswersForOneSessionMoreTheBrokerGoesOn() {
        // given
        tenure.heard(0);

        // when
        for (long now = 2_000; now <= 2_000 + SESSION; now += 1_000) {
            tenure.unheard(now);
        }

        // then
        assertThat(tenure.mayServe(2_000 + SESSION)).isTrue();
    }

    @Test
    void standingStillIsNotAskingInVain() {
        // given
        tenure.heard(0);
        tenure.unheard(2_000);

        // when: nothing ran here for a minute
        tenure.unheard(62_000);

        // then: others have had all the time to find a controller
        assertThat(tenure.mayServe(62_000)).isFalse();
    }

    @Test
    void goingOnWithoutAControllerEndsWithAPause() {
        // given
        tenure.heard(0);
        long now = 2_000;
        for (; now <= 30_000; now += 1_000) {
            tenure.unheard(now);
        }
        assertThat(tenure.mayServe(now)).isTrue();

        // then
        assertThat(tenure.mayServe(now + SESSION)).isFalse();
    }

    /** Heartbeats and their answers take their time or are lost, and the broker stands still now and then. */
    @RepeatedTest(50)
    void nobodyLeadsBesideWhoeverWasFenced(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long now = 0;
        long heardByController = Long.MIN_VALUE / 2;
        int served = 0;
        for (int i = 0; i < 2_000; i++) {
            // given: a heartbeat; a lost answer is not a missing controller, so nobody says that it was in vain
            long sent = now;
            boolean arrives = random.nextInt(4) > 0;
            if (arrives) {
                heardByController = now + random.nextLong(500);
            }
            now += random.nextInt(20) == 0 ? random.nextLong(40_000) : random.nextLong(EVERY);
            boolean fencedBefore = now - heardByController >= SESSION;

            // when: what was answered before it was fenced counts from when it was sent
            if (arrives && random.nextInt(4) > 0) {
                tenure.heard(sent);
            }

            // then
            if (tenure.mayServe(now)) {
                served++;
                assertThat(fencedBefore).isFalse();
            }
        }
        assertThat(served).isGreaterThan(1_000);
    }
}
