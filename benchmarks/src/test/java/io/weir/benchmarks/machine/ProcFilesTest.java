package io.weir.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ProcFilesTest {

    private static final String STATUS = """
        Name:\tjava
        VmPeak:\t 4567890 kB
        VmHWM:\t  123456 kB
        VmRSS:\t  100000 kB
        """;

    @Test
    void cpuIsUserAndSystemTime() {
        // given
        String stat = "4711 (java) S 1 2 3 0 -1 4194304 100 0 0 0 250 125 7 8 20 0 31 0 1000 5000 600";

        // then
        assertThat(ProcFiles.cpuSeconds(stat)).isEqualTo(3.75);
    }

    @Test
    void aNameMayHoldBlanksAndParentheses() {
        // given
        String stat = "4711 (C2 (Comp) 1 2) S 1 2 3 0 -1 4194304 100 0 0 0 1 2 7 8 20 0 31 0 1000 5000 600";

        // then
        assertThat(ProcFiles.cpuSeconds(stat)).isEqualTo(0.03);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcFiles.cpuSeconds("no stat"));
        assertThatIllegalArgumentException().isThrownBy(() -> ProcFiles.cpuSeconds("1 (java) S 1 2"));
    }

    @Test
    void sizesAreInKibibytes() {
        assertThat(ProcFiles.bytes(STATUS, "VmHWM")).hasValue(123_456L * 1024);
        assertThat(ProcFiles.bytes(STATUS, "VmRSS")).hasValue(100_000L * 1024);
        assertThat(ProcFiles.bytes(STATUS, "Vm")).isEmpty();
    }

    @Test
    void valuesStandBehindAColon() {
        assertThat(ProcFiles.value("processor : 0\nmodel name\t: Fast CPU\n", "model name", "?"))
                .isEqualTo("Fast CPU");
        assertThat(ProcFiles.value("processor : 0\n", "model name", "?")).isEqualTo("?");
    }

    @Test
    void ownProcessHasUsedSomething() {
        // given
        ProcessUse use = new ProcessUse(ProcessHandle.current().pid());

        // then
        assertThat(use.cpuSeconds()).isPositive();
        assertThat(use.peakResidentBytes()).isGreaterThanOrEqualTo(use.residentBytes() / 2);
        assertThat(use.cpuSecondsByThread()).isNotEmpty();
    }
}
