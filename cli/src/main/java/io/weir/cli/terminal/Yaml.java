package io.weir.cli.terminal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns JSON into YAML 1.2 in blocks. Text that could be taken for something else is quoted, as in JSON. */
final class Yaml {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*");

    /** What YAML 1.1 or 1.2 take for truth values, nothing, or numbers. */
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan");

    private final JsonParser json;
    private final StringBuilder text = new StringBuilder();

    private Yaml(JsonParser json) {
        this.json = json;
    }

    /** The object that is read next, as an element of a list. */
    static String element(JsonParser json) throws IOException {
        Yaml yaml = new Yaml(json);
        json.nextToken();
        yaml.text.append("- ");
        yaml.object(2, true);
        return yaml.text.toString();
    }

    /** The fields of an object, each at {@code indent}; the first goes on where the line stands, if it is to. */
    private void object(int indent, boolean inline) throws IOException {
        boolean first = inline;
        boolean any = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            text.append(" ".repeat(first ? 0 : indent))
                    .append(scalar(json.currentName()))
                    .append(':');
            json.nextToken();
            value(indent);
            first = false;
            any = true;
        }
        if (!any) {
            text.append(inline ? "{}\n" : " ".repeat(indent) + "{}\n");
        }
    }

    private void value(int indent) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> {
                text.append('\n');
                object(indent + 2, false);
            }
            case START_ARRAY -> array(indent);
            case VALUE_STRING -> text.append(' ').append(scalar(json.getText())).append('\n');
            default -> text.append(' ').append(json.getText()).append('\n');
        }
    }

    private void array(int indent) throws IOException {
        if (json.nextToken() == JsonToken.END_ARRAY) {
            text.append(" []\n");
            return;
        }
        text.append('\n');
        do {
            text.append(" ".repeat(indent)).append('-');
            if (json.currentToken() == JsonToken.START_OBJECT) {
                text.append(' ');
                object(indent + 2, true);
            } else {
                value(indent + 2);
            }
        } while (json.nextToken() != JsonToken.END_ARRAY);
    }

    private static String scalar(String value) {
        boolean plain = PLAIN.matcher(value).matches()
                && !WORDS.contains(value.toLowerCase(Locale.ROOT))
                && !value.endsWith("-");
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
}
