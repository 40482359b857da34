package io.arrears.desk.file;

import io.arrears.desk.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CSV file as people save it: comma, semicolon or tab, UTF-8 or Windows' own encoding, any line ends. A row that is
 * broken is one row: a quote that is never closed does not swallow the rest of the file.
 */
public final class CsvText {

    private static final int LONGEST_SHOWN = 500;
    private static final int MOST_COLUMNS = 2_000;
    private static final int LONGEST_QUOTED = 100_000;
    private static final String DELIMITERS = ",;\t|";

    private final String text;
    private final List<String> notes = new ArrayList<>();
    private final char delimiter;
    private final List<String> header;
    private final List<String> fields = new ArrayList<>();
    private final int firstRow;
    private final int firstLine;
    private int at;
    private int lineAt = 1;
    private int recordStart;
    private int recordLine;
    private String problem;

    /** @throws Refused when the bytes are no text with a header */
    public CsvText(byte[] bytes) {
        this.text = decoded(bytes);
        boolean declared = text.regionMatches(true, 0, "sep=", 0, 4) && text.length() > 5;
        this.delimiter = declared ? text.charAt(4) : likeliestDelimiter();
        if (declared) {
            skipLine();
        }
        do {
            if (at >= text.length()) {
                throw new Refused(400, "The file is empty: a header line and one line per row are expected.");
            }
            readRecord();
        } while (isBlank());
        if (problem != null || fields.size() > MOST_COLUMNS) {
            throw new Refused(
                    400,
                    "The header line cannot be read"
                            + (problem == null ? ": too many columns." : ": " + problem + "."));
        }
        this.header = fields.stream().map(String::strip).toList();
        this.firstRow = at;
        this.firstLine = lineAt;
        if (delimiter != ',') {
            notes.add("Columns are separated by " + (delimiter == '\t' ? "tabs" : "'" + delimiter + "'") + ".");
        }
    }

    private String decoded(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw new Refused(
                    400, "This is a workbook or an archive, not a CSV file: save the sheet as \"CSV UTF-8\" first.");
        }
        if (bytes.length >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
            notes.add("The file is UTF-16.");
            return new String(bytes, StandardCharsets.UTF_16);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            notes.add("The file is not UTF-8; it was read as Windows-1252. Check names with accents.");
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        if (text.indexOf('\0') >= 0) {
            throw new Refused(400, "The file is not text: a CSV file with a header line is expected.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private char likeliestDelimiter() {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == '\n' || c == '\r') && Arrays.stream(counts).anyMatch(count -> count > 0)) {
                break;
            }
            int kind = DELIMITERS.indexOf(c);
            if (!quoted && kind >= 0) {
                counts[kind]++;
            }
        }
        int best = 0;
        for (int kind = 1; kind < counts.length; kind++) {
            best = counts[kind] > counts[best] ? kind : best;
        }
        return DELIMITERS.charAt(best);
    }

    public List<String> header() {
        return header;
    }

    /** Goes back to the header: the next row is the first one. */
    void restart() {
        at = firstRow;
        lineAt = firstLine;
    }

    /** Goes to the next row; false when there is none. */
    public boolean next() {
        do {
            if (at >= text.length()) {
                return false;
            }
            readRecord();
        } while (isBlank());
        // Spreadsheets end rows with separators of columns without a name.
        while (fields.size() > header.size() && fields.get(fields.size() - 1) == null) {
            fields.remove(fields.size() - 1);
        }
        if (problem == null && fields.size() != header.size()) {
            problem = fields.size() + (fields.size() == 1 ? " value" : " values") + " where the header has "
                    + header.size() + " columns";
        }
        return true;
    }

    private boolean isBlank() {
        return problem == null && fields.stream().allMatch(field -> field == null || field.isBlank());
    }

    /** The line the row begins on, from 1. */
    public int line() {
        return recordLine;
    }

    /** The row's values, one for each column of the header; null where there is nothing. Only without a problem. */
    public String[] cells() {
        return fields.toArray(String[]::new);
    }

    /** Why the row cannot be read, in words; null when it can. */
    public String problem() {
        return problem;
    }

    /** The row as it was written, to show it. */
    public String raw() {
        String raw = text.substring(recordStart, at).strip();
        return raw.length() <= LONGEST_SHOWN ? raw : raw.substring(0, LONGEST_SHOWN) + "…";
    }

    /** What a person should know about how the text was read. */
    public List<String> notes() {
        return notes;
    }

    private void readRecord() {
        fields.clear();
        problem = null;
        recordStart = at;
        recordLine = lineAt;
        boolean more = true;
        while (more && problem == null) {
            more = at < text.length() && text.charAt(at) == '"' ? readQuoted() : readPlain();
        }
        if (problem != null) {
            at = recordStart;
            lineAt = recordLine;
            skipLine();
        }
    }

    /** True when another field follows. A quote inside is a quote. */
    private boolean readPlain() {
        int from = at;
        while (at < text.length()
                && text.charAt(at) != delimiter
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        fields.add(from == at ? null : text.substring(from, at));
        return endField();
    }

    private boolean readQuoted() {
        StringBuilder field = new StringBuilder();
        int i = at + 1;
        while (true) {
            int quote = text.indexOf('"', i);
            if (quote < 0 || quote - at > LONGEST_QUOTED) {
                problem = "the quote that opens value " + (fields.size() + 1) + " is never closed";
                return false;
            }
            field.append(text, i, quote);
            i = quote + 1;
            if (i < text.length() && text.charAt(i) == '"') {
                field.append('"');
                i++;
            } else {
                break;
            }
        }
        for (int c = at; c < i; c++) {
            lineAt += text.charAt(c) == '\n' || text.charAt(c) == '\r' && text.charAt(c + 1) != '\n' ? 1 : 0;
        }
        at = i;
        if (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            problem = "after the closing quote of value " + (fields.size() + 1) + " comes more text";
            return false;
        }
        fields.add(field.toString());
        return endField();
    }

    private boolean endField() {
        if (at >= text.length()) {
            return false;
        }
        if (text.charAt(at) == delimiter) {
            at++;
            if (at == text.length()) {
                fields.add(null);
                return false;
            }
            return true;
        }
        skipLine();
        return false;
    }

    /** To the beginning of the next line. */
    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        if (at < text.length()) {
            at += text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
            lineAt++;
        }
    }
}
