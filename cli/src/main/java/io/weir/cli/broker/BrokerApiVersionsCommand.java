package io.weir.cli.broker;

import io.weir.cli.client.Causes;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.wire.DirectRequests;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ApiVersionsRequest;
import io.weir.protocol.messages.ApiVersionsResponse;
import io.weir.protocol.messages.ApiVersionsResponse.ApiVersion;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir broker api-versions}. */
@Command(
        name = "api-versions",
        description = "List the requests a broker takes, and in which versions.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir broker api-versions", "  weir broker api-versions 2 --output json"})
final class BrokerApiVersionsCommand implements Callable<Integer> {

    private static final int VERSION = 3;

    private final Shell shell;

    @Parameters(paramLabel = "BROKER", arity = "0..1", description = "Its node.id (default: all brokers).")
    private @Nullable Integer id;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    BrokerApiVersionsCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.number("BROKER"),
                Column.number("KEY"),
                Column.text("REQUEST"),
                Column.number("LOWEST"),
                Column.number("HIGHEST"));
        Connection connection = client.connect();
        DirectRequests requests = new DirectRequests(connection);
        try (Admin admin = connection.admin()) {
            List<Node> brokers = id == null ? Known.brokers(admin) : List.of(Known.broker(admin, id));
            for (Node broker : brokers) {
                for (ApiVersion api : ask(requests, broker)) {
                    listing.row(
                            broker.id(), (int) api.apiKey(), name(api), (int) api.minVersion(), (int) api.maxVersion());
                }
            }
        }
        listing.print(shell, output, "The broker takes no requests.");
        return ExitCode.OK;
    }

    private static List<ApiVersion> ask(DirectRequests requests, Node broker) {
        try {
            ApiVersionsRequest request = ApiVersionsRequest.builder()
                    .clientSoftwareName("weir")
                    .clientSoftwareVersion("1")
                    .build();
            return requests.ask(broker, request, VERSION, ApiVersionsResponse::read).apiKeys().stream()
                    .sorted(Comparator.comparingInt(ApiVersion::apiKey))
                    .toList();
        } catch (IOException e) {
            throw new CliException("broker " + broker + " cannot be asked: " + Causes.brief(e), e);
        }
    }

    private static String name(ApiVersion api) {
        ApiKey key = ApiKey.forId(api.apiKey());
        return key == null ? "unknown" : key.toString();
    }
}
