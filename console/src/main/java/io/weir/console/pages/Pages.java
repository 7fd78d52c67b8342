package io.weir.console.pages;

import io.weir.console.http.Answer;
import io.weir.console.http.Endpoint;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is under {@code /console/} on the class path. Files under {@code assets} have names that change with what is in
 * them, and may be kept for ever; a path that is no file is a place in the console, which the page itself finds.
 */
public final class Pages implements Endpoint {

    private static final String ROOT = "/console";
    private static final Pattern FILE = Pattern.compile("(/assets)?/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8");

    @Override
    public Answer answer(Request request) throws IOException {
        String path = request.uri();
        if (path.startsWith("/assets/") || path.equals("/favicon.ico")) {
            return file(path);
        }
        boolean isFile = FILE.matcher(path).matches() && Pages.class.getResource(ROOT + path) != null;
        return file(isFile ? path : "/index.html");
    }

    private static Answer file(String path) throws IOException {
        if (!FILE.matcher(path).matches()) {
            throw ProblemException.notFound("there is no such file");
        }
        try (InputStream in = Pages.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw ProblemException.notFound("there is no such file; this build may have no pages in it");
            }
            String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
            String keep = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
            return new Answer.Whole(Answer.OK, Map.of("Content-Type", type, "Cache-Control", keep), in.readAllBytes());
        }
    }
}
