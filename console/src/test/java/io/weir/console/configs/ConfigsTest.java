package io.weir.console.configs;

import static io.weir.console.LiveConsole.at;
import static io.weir.console.LiveConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigsTest {

    private static final String TOPICS = "/api/v1/topics/";
    private static final String BROKER = "/api/v1/brokers/1/configs";

    private LiveConsole console;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = LiveConsole.start(folder, Map.of("log.retention.hours", "2", "weir.admin.token", "geheim"));
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void theSettingsOfATopicAreToldWithWhatTheyMean() throws Exception {
        // given
        create("told", "{\"retention.ms\":1000}");

        // when
        Object settings = answer("GET", TOPICS + "told/configs", "");

        // then
        assertThat(setting(settings, "retention.ms"))
                .containsEntry("value", "1000")
                .containsEntry("default", "7200000")
                .containsEntry("source", "topic")
                .containsEntry("type", "long")
                .containsEntry("readOnly", false)
                .containsEntry("sensitive", false);
        assertThat(at(setting(settings, "retention.ms"), "documentation").toString())
                .isNotBlank()
                .isNotEqualTo("(nothing)");
        assertThat(setting(settings, "cleanup.policy"))
                .containsEntry("value", "delete")
                .containsEntry("source", "default");
    }

    @Test
    void aTopicsSettingIsTriedChangedAndReset() throws Exception {
        // given
        create("changed", "{}");
        String configs = TOPICS + "changed/configs";

        // when
        Object tried = answer("PATCH", configs, "{\"set\":{\"retention.ms\":\"5000\"},\"validateOnly\":true}");
        Object changed =
                answer("PATCH", configs, "{\"set\":{\"retention.ms\":\"5000\",\"cleanup.policy\":\"compact\"}}");
        Object reset = answer("PATCH", configs, "{\"reset\":[\"retention.ms\"]}");

        // then
        assertThat(setting(tried, "retention.ms"))
                .containsEntry("value", "7200000")
                .containsEntry("source", "file");
        assertThat(setting(changed, "retention.ms"))
                .containsEntry("value", "5000")
                .containsEntry("source", "topic");
        assertThat(setting(reset, "retention.ms"))
                .containsEntry("value", "7200000")
                .containsEntry("source", "file");
        assertThat(setting(reset, "cleanup.policy")).containsEntry("value", "compact");
    }

    @Test
    void aBrokersSettingIsChangedAndASecretIsNeverTold() throws Exception {
        // when
        Object changed = answer("PATCH", BROKER, "{\"set\":{\"log.cleaner.threads\":2}}");
        Object reset = answer("PATCH", BROKER, "{\"reset\":[\"log.cleaner.threads\"]}");
        HttpResponse<byte[]> all = send("GET", BROKER, "");

        // then
        assertThat(setting(changed, "log.cleaner.threads"))
                .containsEntry("value", "2")
                .containsEntry("default", "1")
                .containsEntry("source", "broker")
                .containsEntry("type", "int");
        assertThat(setting(reset, "log.cleaner.threads"))
                .containsEntry("value", "1")
                .containsEntry("source", "default");
        assertThat(setting(json(all), "log.retention.hours")).containsEntry("source", "file");
        assertThat(setting(json(all), "log.dirs")).containsEntry("readOnly", true);
        assertThat(setting(json(all), "weir.admin.token"))
                .containsEntry("sensitive", true)
                .doesNotContainKeys("value", "default");
        assertThat(new String(all.body(), StandardCharsets.UTF_8)).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics/refused/configs | {} | 400",
                "topics/refused/configs | {\"set\":{}} | 400",
                "topics/refused/configs | {\"set\":[1]} | 400",
                "topics/refused/configs | {\"set\":{\"retention.ms\":\"soon\"}} | 400",
                "topics/refused/configs | {\"set\":{\"retention.ms\":null}} | 400",
                "topics/refused/configs | {\"set\":{\"retention.sm\":\"1\"}} | 400",
                "topics/refused/configs | {\"set\":{\"retention.ms\":\"1\"},\"reset\":[\"retention.ms\"]} | 400",
                "topics/refused/configs | {\"set\":{\"retention.ms\":\"1\"},\"color\":1} | 400",
                "topics/nowhere/configs | {\"set\":{\"retention.ms\":\"1\"}} | 404",
                "brokers/1/configs | {\"set\":{\"log.dirs\":\"elsewhere\"}} | 400",
                "brokers/1/configs | {\"set\":{\"log.cleaner.threads\":\"none\"}} | 400",
                "brokers/77/configs | {\"set\":{\"log.cleaner.threads\":\"2\"}} | 404",
                "brokers/one/configs | {\"set\":{\"log.cleaner.threads\":\"2\"}} | 400"
            })
    void whatCannotBeIsRefusedAndSaysWhy(String path, String body, int status) throws Exception {
        // given
        create("refused", "{}");

        // when
        HttpResponse<byte[]> response = send("PATCH", "/api/v1/" + path, body);

        // then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(at(json(response), "detail").toString()).isNotBlank().doesNotContain("io.weir", "(nothing)");
        Object settings = answer("GET", TOPICS + "refused/configs", "");
        assertThat(setting(settings, "retention.ms")).containsEntry("value", "7200000");
    }

    private void create(String name, String configs) throws Exception {
        HttpResponse<byte[]> response =
                send("POST", "/api/v1/topics", "{\"name\":\"" + name + "\",\"configs\":" + configs + "}");
        assertThat(response.statusCode()).isIn(201, 409);
    }

    private Object answer(String method, String path, String body) throws Exception {
        HttpResponse<byte[]> response = send(method, path, body);
        assertThat(response.statusCode())
                .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return json(response);
    }

    private HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        return console.send(console.to(path)
                .header("Authorization", "Bearer geheim")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    @SuppressWarnings("unchecked") // Fields of JSON are named by texts.
    private static Map<String, Object> setting(Object settings, String name) {
        return ((List<Map<String, Object>>) at(settings, "items"))
                .stream()
                        .filter(setting -> name.equals(setting.get("name")))
                        .findFirst()
                        .orElseThrow();
    }
}
