package io.weir.cli.config;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir config list}. */
@Command(
        name = "list",
        description = "List everything that has configs, by the name that the other commands take.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir config list", "  weir config list topic/"})
final class ConfigListCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Only what contains it.")
    private String text = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    ConfigListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(Column.text("ENTITY"));
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.listConfigResources().all()).stream()
                    .map(Entity::of)
                    .map(Entity::toString)
                    .distinct()
                    .filter(name -> name.contains(text))
                    .sorted(Comparator.naturalOrder())
                    .forEach(listing::row);
        }
        listing.print(shell, output, text.isEmpty() ? "Nothing has configs." : "Nothing contains '" + text + "'.");
        return ExitCode.OK;
    }
}
