package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Above all: each kind of damage is found. A check that cannot fail shows nothing. */
class CheckerTest {

    private static final List<Flight> FILE = Flights.from("ATL", "BOS", "ATL", "BOS");
    private static final Flight ATL_0 = FILE.get(0);
    private static final Flight BOS_1 = FILE.get(1);
    private static final Flight ATL_2 = FILE.get(2);
    private static final Flight BOS_3 = FILE.get(3);

    @Test
    void everyEventOnceInTwoPartitionsHolds() {
        // given
        List<List<Flight>> applied = List.of(List.of(BOS_1, BOS_3), List.of(ATL_0, ATL_2));

        // when
        Check once = Checker.exactlyOnce("once", FILE, applied);

        // then
        assertThat(once.held()).isTrue();
        assertThat(Checker.inOrder("order", applied).held()).isTrue();
    }

    @Test
    void aLostEventIsFound() {
        // given
        List<List<Flight>> applied = List.of(List.of(BOS_1), List.of(ATL_0, ATL_2));

        // when
        Check once = Checker.exactlyOnce("once", FILE, applied);

        // then
        assertThat(once).isEqualTo(new Check("once", false, "4 events: 1 lost, 0 repeated, 0 altered"));
    }

    @Test
    void aRepeatedEventIsFound() {
        // given
        List<List<Flight>> applied = List.of(List.of(BOS_1, BOS_3), List.of(ATL_0, ATL_2, ATL_2));

        // when
        Check once = Checker.exactlyOnce("once", FILE, applied);

        // then
        assertThat(once).isEqualTo(new Check("once", false, "4 events: 0 lost, 1 repeated, 0 altered"));
        assertThat(Checker.inOrder("order", applied).held()).isFalse();
    }

    @Test
    void oneLostAndAnotherRepeatedDoNotCancelOut() {
        // given
        List<List<Flight>> applied = List.of(List.of(BOS_1, BOS_1), List.of(ATL_0, ATL_2));

        // when
        Check once = Checker.exactlyOnce("once", FILE, applied);

        // then
        assertThat(once.detail()).isEqualTo("4 events: 1 lost, 1 repeated, 0 altered");
    }

    @Test
    void anAlteredEventIsFound() {
        // given
        Flight altered = new Flight(3, BOS_3.leftAtMs() + 1, "BOS", "DEN", 0, 500);
        Flight unknown = Flights.flight(4, "BOS");
        List<List<Flight>> applied = List.of(List.of(BOS_1, altered, unknown), List.of(ATL_0, ATL_2));

        // when
        Check once = Checker.exactlyOnce("once", FILE, applied);

        // then
        assertThat(once).isEqualTo(new Check("once", false, "4 events: 1 lost, 0 repeated, 2 altered"));
    }

    @Test
    void eventsOfAKeyOutOfOrderAreFound() {
        // given
        List<List<Flight>> applied = List.of(List.of(BOS_1, BOS_3), List.of(ATL_2, ATL_0));

        // when
        Check order = Checker.inOrder("order", applied);

        // then
        assertThat(order)
                .isEqualTo(new Check("order", false, "2 keys: 1 events out of order, 0 in a second partition"));
    }

    @Test
    void orderBetweenKeysDoesNotMatter() {
        // given
        List<List<Flight>> applied = List.of(List.of(BOS_1, BOS_3, ATL_0, ATL_2));

        // when
        Check order = Checker.inOrder("order", applied);

        // then
        assertThat(order.held()).isTrue();
    }

    @Test
    void aKeyInTwoPartitionsIsFound() {
        // given
        List<List<Flight>> applied = List.of(List.of(BOS_1, BOS_3, ATL_0), List.of(ATL_2));

        // when
        Check order = Checker.inOrder("order", applied);

        // then
        assertThat(order)
                .isEqualTo(new Check("order", false, "2 keys: 0 events out of order, 1 in a second partition"));
    }

    @Test
    void equalStatesHold() {
        // given
        Map<String, Integer> expected = Map.of("ATL", 2, "BOS", 2);

        // when
        Check same = Checker.sameState("state", expected, Map.of("BOS", 2, "ATL", 2));

        // then
        assertThat(same).isEqualTo(new Check("state", true, "2 values: 0 wrong"));
    }

    @Test
    void wrongMissingAndSurplusValuesAreFound() {
        // given
        Map<String, Integer> expected = Map.of("ATL", 2, "BOS", 2, "CLT", 1);

        // when
        Check same = Checker.sameState("state", expected, Map.of("ATL", 3, "BOS", 2, "DEN", 1));

        // then
        assertThat(same).isEqualTo(new Check("state", false, "3 values: 3 wrong, the first is ATL"));
    }

    @Test
    void alertsOfDifferentAirportsMayComeInAnyOrder() {
        // given
        Alert atl = new Alert("ATL", Alert.Kind.RAISED, 7, 5);
        Alert bos = new Alert("BOS", Alert.Kind.RAISED, 8, 5);

        // when
        Check alerts = Checker.sameAlerts("alerts", List.of(atl, bos), List.of(bos, atl));

        // then
        assertThat(alerts.held()).isTrue();
    }

    @Test
    void aMissingARepeatedAndAReorderedAlertAreFound() {
        // given
        Alert raised = new Alert("ATL", Alert.Kind.RAISED, 7, 5);
        Alert cleared = new Alert("ATL", Alert.Kind.CLEARED, 9, 2);
        List<Alert> due = List.of(raised, cleared);

        // when
        List<Check> checks = List.of(
                Checker.sameAlerts("missing", due, List.of(raised)),
                Checker.sameAlerts("repeated", due, List.of(raised, cleared, cleared)),
                Checker.sameAlerts("reordered", due, List.of(cleared, raised)));

        // then
        assertThat(checks).extracting(Check::held).containsExactly(false, false, false);
        assertThat(checks.getFirst().detail())
                .isEqualTo("2 alerts due, 1 received; by airport, 1 values: 1 wrong, the first is ATL");
    }

    @Test
    void aCountHasToBeMet() {
        // given
        long expected = 10;

        // when
        Check less = Checker.count("count", expected, 9);

        // then
        assertThat(less).isEqualTo(new Check("count", false, "9 of 10"));
        assertThat(Checker.count("count", expected, 11).held()).isFalse();
        assertThat(Checker.count("count", expected, 10).held()).isTrue();
    }
}
