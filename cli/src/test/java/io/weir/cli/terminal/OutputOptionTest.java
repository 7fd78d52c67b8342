package io.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutputOptionTest {

    private final TestShell shell = TestShell.withoutInput();
    private final OutputOption output = new OutputOption(shell.shell());

    private final Listing listing = new Listing(
                    Column.text("TOPIC"), Column.number("NEXT OFFSET"), Column.text("REPLICAS"), Column.number("SIZE"))
            .row("orders", 7L, List.of(1, 2), Cell.bytes(2048))
            .row("no", Cell.known(-1), List.of(), Cell.bytes(-1));

    @Test
    void givesPeopleATable() {
        // when
        listing.print(shell.shell(), output, "nothing");

        // then
        assertThat(shell.out()).isEqualTo("""
            TOPIC   NEXT OFFSET  REPLICAS   SIZE
            orders            7  1,2       2 KiB
            no                -  -             -
            """);
    }

    @Test
    void givesProgramsAnObjectALine() {
        // given
        output.format(OutputFormat.JSON);

        // when
        listing.print(shell.shell(), output, "nothing");

        // then
        assertThat(shell.out()).isEqualTo("""
            {"topic":"orders","nextOffset":7,"replicas":[1,2],"size":2048}
            {"topic":"no","nextOffset":null,"replicas":[],"size":null}
            """);
    }

    @Test
    void givesYaml() {
        // given
        output.format(OutputFormat.YAML);

        // when
        listing.print(shell.shell(), output, "nothing");

        // then
        assertThat(shell.out()).isEqualTo("""
            - topic: orders
              nextOffset: 7
              replicas:
              - 1
              - 2
              size: 2048
            - topic: "no"
              nextOffset: null
              replicas: []
              size: null
            """);
    }

    @Test
    void nestsObjectsInYamlAndQuotesWhatCouldBeSomethingElse() {
        // given
        output.format(OutputFormat.YAML);

        // when
        output.tell(
                "",
                Fields.of("text", "a: \"b\"\nc")
                        .and("empty", Map.of())
                        .and("many", List.of(Map.of("deep", List.of("1")), Map.of("deep", true))));

        // then
        assertThat(shell.out()).isEqualTo("""
            - text: "a: \\"b\\"\\nc"
              empty:
                {}
              many:
              - deep:
                - "1"
              - deep: true
            """);
    }

    @Test
    void saysToPeopleThatThereIsNothing() {
        // when
        new Listing(Column.text("TOPIC")).print(shell.shell(), output, "There is nothing.");

        // then
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).isEqualTo("There is nothing.\n");
    }

    @Test
    void colorsTheHeadingWhereThereAreColors() {
        // given
        shell.shell().out().colored(true);

        // when
        new Listing(Column.text("TOPIC")).row("t").print(shell.shell(), output, "nothing");

        // then
        assertThat(shell.out()).isEqualTo("\u001b[1mTOPIC\u001b[0m\nt\n");
    }

    @Test
    void asksAPersonAndTakesNoForAnAnswer() {
        // given
        TestShell person = TestShell.withPerson("n\n");

        // then
        assertThatThrownBy(() -> new Consent(person.shell()).ask("Delete it?"))
                .isInstanceOf(CliException.class)
                .hasMessage("nothing was done");
        assertThat(person.err()).isEqualTo("Delete it? [y/N] ");
    }

    @Test
    void goesOnWhenThePersonSaysYes() {
        // given
        TestShell person = TestShell.withPerson("yes\n");

        // when
        new Consent(person.shell()).demand("Delete it?", "it is everything");

        // then
        assertThat(person.err()).isEqualTo("it is everything.\nDelete it? [y/N] ");
    }

    @Test
    void wantsAScriptToSayYesOnlyToWhatIsDangerous() {
        // given
        Consent consent = new Consent(shell.shell());

        // when
        consent.ask("Delete it?");

        // then
        assertThatThrownBy(() -> consent.demand("Delete it?", "it is everything"))
                .hasMessage("it is everything. To do it all the same, add --yes");
    }
}
