package io.weir.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final InetAddress here = address(1);
    private final InetAddress there = address(2);
    private Admission.Limits limits = Admission.Limits.NONE;
    private final Admission admission = new Admission(() -> limits);

    @Test
    void countsAllConnections() {
        limits = new Admission.Limits(2, 10, Map.of());
        assertThat(admission.enter(here)).isEmpty();
        assertThat(admission.enter(there)).isEmpty();

        assertThat(admission.enter(here))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("2 connections").contains("max.connections"));

        admission.leave(there);
        assertThat(admission.enter(here)).isEmpty();
    }

    @Test
    void countsTheConnectionsOfEachAddress() {
        limits = new Admission.Limits(10, 1, Map.of(there, 2));
        assertThat(admission.enter(here)).isEmpty();
        assertThat(admission.enter(there)).isEmpty();
        assertThat(admission.enter(there)).isEmpty();

        assertThat(admission.enter(here)).isPresent();
        assertThat(admission.enter(there)).isPresent();
    }

    @Test
    void limitsChangeWhileTheBrokerRuns() {
        limits = new Admission.Limits(0, 10, Map.of());
        assertThat(admission.enter(here)).isPresent();

        limits = new Admission.Limits(1, 10, Map.of());

        assertThat(admission.enter(here)).isEmpty();
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
