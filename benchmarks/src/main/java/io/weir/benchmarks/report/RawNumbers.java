package io.weir.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.machine.Machine;
import io.weir.benchmarks.machine.MachineLimits;
import io.weir.benchmarks.result.Result;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** Every measurement of a run as JSON, in the order of the rounds. */
final class RawNumbers {

    private RawNumbers() {}

    static String json(Report report, List<Result> results) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            write(json, report.facts());
            write(json, report.limits());
            json.writeArrayFieldStart("rows");
            for (Result result : results) {
                write(json, result);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Facts facts) throws IOException {
        Machine machine = facts.machine();
        json.writeStringField("date", facts.date());
        json.writeStringField("weirCommit", facts.commit());
        json.writeStringField("kafkaVersion", facts.kafkaVersion());
        json.writeBooleanField("quick", facts.isQuick());
        json.writeNumberField("rounds", facts.rounds());
        json.writeObjectFieldStart("machine");
        json.writeStringField("cpu", machine.cpu());
        json.writeNumberField("cores", machine.cores());
        json.writeNumberField("memoryBytes", machine.memoryBytes());
        json.writeStringField("kernel", machine.kernel());
        json.writeStringField("fileSystem", machine.fileSystem());
        json.writeStringField("java", machine.java());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, MachineLimits limits) throws IOException {
        json.writeObjectFieldStart("limits");
        json.writeNumberField("writeMbPerSecond", limits.writeMbPerSecond());
        json.writeNumberField("loopbackMbPerSecond", limits.loopbackMbPerSecond());
        Map<String, MachineLimits.Tail> tails = Map.of(
                "flush4KiB", limits.smallFlush(), "flush64KiB", limits.largeFlush(), "roundTrip", limits.roundTrip());
        for (Map.Entry<String, MachineLimits.Tail> tail : tails.entrySet()) {
            json.writeNumberField(tail.getKey() + "P50Ms", tail.getValue().p50Ms());
            json.writeNumberField(tail.getKey() + "P99Ms", tail.getValue().p99Ms());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Result result) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.row().id());
        json.writeStringField("title", result.row().title());
        write(json, "weir", result.weir());
        write(json, "kafka", result.kafka());
        json.writeArrayFieldStart("failures");
        for (String failure : result.failures()) {
            json.writeString(failure);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String broker, List<Measurement> rounds) throws IOException {
        json.writeArrayFieldStart(broker);
        for (Measurement round : rounds) {
            json.writeStartObject();
            for (Metric metric : Metric.values()) {
                Double value = round.values().get(metric);
                if (value != null) {
                    json.writeNumberField(metric.name(), value);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
