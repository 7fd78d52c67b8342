package io.weir.protocol.generator.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.generator.spec.SpecParser;
import org.junit.jupiter.api.Test;

/** How a response tells its error codes. That the code runs, the tests of the protocol's messages tell. */
final class ErrorEmitterTest {

    private static final String ANSWER = emit("""
        { "apiKey": 5, "type": "response", "name": "DuckResponse", "validVersions": "0-1", "flexibleVersions": "1+",
          "fields": [
            { "name": "ErrorCode", "type": "int16", "versions": "0+" },
            { "name": "Errors", "type": "int16", "versions": "0+" },
            { "name": "LastErrorCode", "type": "int32", "versions": "0+" },
            { "name": "Ponds", "type": "[]Pond", "versions": "0+", "nullableVersions": "1+", "fields": [
              { "name": "Name", "type": "string", "versions": "0+" },
              { "name": "Ducks", "type": "[]Duck", "versions": "0+", "fields": [
                { "name": "FeedErrorCode", "type": "int16", "versions": "0+" } ] } ] },
            { "name": "Nest", "type": "Nest", "versions": "0+", "fields": [
              { "name": "ErrorCode", "type": "int16", "versions": "0+" } ] },
            { "name": "Weather", "type": "[]Weather", "versions": "0+", "fields": [
              { "name": "Rain", "type": "bool", "versions": "0+" } ] }
          ] }
        """);

    @Test
    void everyErrorCodeIsToldHoweverDeep() {
        assertThat(ANSWER)
                .contains("codes.accept(errorCode);")
                .contains("ponds.get(i).errorCodes(codes);")
                .contains("ducks.get(i).errorCodes(codes);")
                .contains("codes.accept(feedErrorCode);")
                .contains("nest.errorCodes(codes);");
    }

    @Test
    void onlyWhatIsAnErrorCodeIsTold() {
        assertThat(ANSWER).doesNotContain("codes.accept(errors);").doesNotContain("codes.accept(lastErrorCode);");
    }

    @Test
    void whatMayBeNullIsAskedOnlyWhenItIsNot() {
        assertThat(ANSWER).contains("if (ponds != null) {").doesNotContain("if (nest != null) {");
    }

    @Test
    void whatHasNoErrorCodesIsNotAsked() {
        assertThat(ANSWER).doesNotContain("weather.get(i).errorCodes");
    }

    @Test
    void onlyTheMessageItselfIsAskedFromElsewhere() {
        assertThat(ANSWER)
                .containsOnlyOnce("public void errorCodes(java.util.function.IntConsumer codes) {")
                .contains("\n        void errorCodes(java.util.function.IntConsumer codes) {");
    }

    @Test
    void aMessageWithoutErrorCodesHasNoSuchMethod() {
        assertThat(emit("""
            { "apiKey": 5, "type": "response", "name": "QuietResponse", "validVersions": "0", "flexibleVersions": "0+",
              "fields": [ { "name": "Name", "type": "string", "versions": "0+" } ] }
            """)).doesNotContain("errorCodes");
    }

    private static String emit(String spec) {
        return new MessageEmitter("ducks", true)
                .emit(SpecParser.parse("Duck.json", spec).orElseThrow());
    }
}
