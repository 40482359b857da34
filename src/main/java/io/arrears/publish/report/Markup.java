package io.arrears.publish.report;

import io.arrears.config.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** Text and data, escaped for a page. */
final class Markup {

    private Markup() {}

    /** Text between tags or in a quoted attribute. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    // Control characters and halves of surrogate pairs are no characters of HTML.
                    boolean bad = Character.isISOControl(c) && c != '\n' && c != '\t' || c >= 0xD800 && c <= 0xDFFF;
                    escaped.appendCodePoint(bad ? ' ' : c);
                }
            }
        });
        return escaped.toString();
    }

    /** Data for a script element: nothing in it can end the element or begin a comment. */
    static String data(Object value) {
        return Json.line(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /**
     * A script as it is, to be named by its hash in the page's policy.
     *
     * @throws IllegalArgumentException when the text would end the element
     */
    static String script(String code) {
        if (code.toLowerCase(Locale.ROOT).contains("</script") || code.contains("<!--")) {
            throw new IllegalArgumentException("a script that contains </script or <!-- cannot be in a page");
        }
        return "<script>" + code + "</script>\n";
    }

    /** The hash by which a content security policy names a script. */
    static String hash(String code) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
