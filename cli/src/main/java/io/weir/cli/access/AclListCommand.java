package io.weir.cli.access;

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
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir acl list}. */
@Command(
        name = "list",
        description = "List the rules about who may do what.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir acl list", "  weir acl list alice"})
final class AclListCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Only rules whose principal or thing contains it.")
    private String text = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    AclListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.text("THING"),
                Column.text("PRINCIPAL"),
                Column.text("SAYS"),
                Column.text("OPERATION"),
                Column.text("HOST"));
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.describeAcls(AclBindingFilter.ANY).values()).stream()
                    .filter(acl -> acl.entry().principal().contains(text)
                            || acl.pattern().name().contains(text))
                    .sorted(Comparator.comparing(AclBinding::toString))
                    .forEach(acl -> listing.row(
                            AclOptions.text(acl.pattern()),
                            acl.entry().principal(),
                            Words.word(acl.entry().permissionType()),
                            Words.word(acl.entry().operation()),
                            acl.entry().host()));
        }
        listing.print(shell, output, "There are no such rules.");
        return ExitCode.OK;
    }
}
