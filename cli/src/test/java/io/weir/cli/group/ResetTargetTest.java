package io.weir.cli.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.terminal.CliException;
import org.junit.jupiter.api.Test;

class ResetTargetTest {

    private static final long FIRST = 10;
    private static final long END = 100;
    private static final long CURRENT = 50;

    @Test
    void goesWhereItIsTold() {
        assertThat(to("earliest")).isEqualTo(FIRST);
        assertThat(to("latest")).isEqualTo(END);
        assertThat(to("70")).isEqualTo(70);
        assertThat(to("+5")).isEqualTo(55);
        assertThat(to("-5")).isEqualTo(45);
    }

    @Test
    void staysWithinWhatThereIs() {
        assertThat(to("3")).isEqualTo(FIRST);
        assertThat(to("3000")).isEqualTo(END);
        assertThat(to("-3000")).isEqualTo(FIRST);
        assertThat(to("+3000")).isEqualTo(END);
        assertThat(to("+9223372036854775807")).isEqualTo(END);
        assertThat(to("-9223372036854775808")).isEqualTo(FIRST);
    }

    @Test
    void countsFromTheFirstRecordWhereNothingWasCommitted() {
        assertThat(ResetTarget.parse("+5").resolve(GroupView.UNKNOWN, FIRST, END, GroupView.UNKNOWN))
                .isEqualTo(15);
    }

    @Test
    void goesToTheEndWhenAllRecordsAreOlder() {
        ResetTarget since = ResetTarget.parseTime("1700000000000");

        assertThat(since.resolve(CURRENT, FIRST, END, 77)).isEqualTo(77);
        assertThat(since.resolve(CURRENT, FIRST, END, GroupView.UNKNOWN)).isEqualTo(END);
    }

    @Test
    void saysWhatAPlaceIs() {
        assertThatThrownBy(() -> ResetTarget.parse("soon"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("'soon' is no place to go to")
                .hasMessageContaining("earliest or latest");
    }

    private static long to(String place) {
        return ResetTarget.parse(place).resolve(CURRENT, FIRST, END, GroupView.UNKNOWN);
    }
}
