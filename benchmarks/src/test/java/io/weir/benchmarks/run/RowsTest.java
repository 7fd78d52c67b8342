package io.weir.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.benchmarks.load.ColdLoad;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.result.Row;
import io.weir.benchmarks.result.Target;
import io.weir.benchmarks.result.Targets;
import io.weir.benchmarks.server.KafkaDistribution;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowsTest {

    private final List<Row> rows = Rows.all(new KafkaDistribution(Path.of("lib")));

    @Test
    void everyTargetBelongsToARow() {
        assertThat(rows)
                .extracting(Row::id)
                .doesNotHaveDuplicates()
                .containsAll(Targets.ALL.stream().map(Target::row).toList());
    }

    @Test
    void brokersThatHaveToBeAloneComeBeforeThoseThatStay() {
        // given
        List<Boolean> isCold =
                rows.stream().map(row -> row.load() instanceof ColdLoad).toList();

        // then
        assertThat(isCold.lastIndexOf(true)).isLessThan(isCold.indexOf(false));
        assertThat(rows).anyMatch(row -> row.load() instanceof LiveLoad);
    }

    @Test
    void rowsAreChosenByNameOrBeginning() {
        assertThat(Rows.only(rows, "start,small*"))
                .extracting(Row::id)
                .containsExactly("start", "small-10k", "small-50k");
        assertThat(Rows.only(rows, "")).isEqualTo(rows);
    }

    @Test
    void aNameOfNoRowIsRefusedWithTheNamesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.only(rows, "start,strat"))
                .withMessageContaining("No row is called strat")
                .withMessageContaining("small-10k");
    }
}
