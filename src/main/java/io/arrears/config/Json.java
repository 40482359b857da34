package io.arrears.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * Values as JSON and back, by one mapper: making one costs more than using it. Doubles read back as the same doubles.
 */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final ObjectWriter LINE = MAPPER.writer();
    private static final ObjectWriter INDENTED = MAPPER.writer(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectWriter STORED = INDENTED.with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Json() {}

    /** On one line, maps in their own order. */
    public static String line(Object value) {
        return written(LINE, value);
    }

    /** Indented, maps in their own order: for people. */
    public static String indented(Object value) {
        return written(INDENTED, value);
    }

    /** Indented, maps by their keys, with a line end: equal values give equal files. */
    public static String text(Object value) {
        return written(STORED, value) + "\n";
    }

    private static String written(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /** Fields that the type does not have are ignored. */
    public static <T> T read(String text, Class<T> type, String where) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    where + " is no " + type.getSimpleName() + " in JSON: " + e.getOriginalMessage()
                            + "; restore the file or remove the version",
                    e);
        }
    }

    /** @throws JsonProcessingException when the text is no JSON */
    public static JsonNode tree(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }
}
