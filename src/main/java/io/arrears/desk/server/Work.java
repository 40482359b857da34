package io.arrears.desk.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.config.Json;
import io.arrears.config.Settings;
import io.arrears.desk.DatabaseSession;
import io.arrears.desk.Refused;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.publish.WorkTables;
import io.arrears.terms.CsvCell;
import io.arrears.terms.DayText;
import io.arrears.terms.Decision;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a person at the desk writes down: what was done about a debt, what was decided about a finding. It is appended
 * to the mart database, or handed back as a line of CSV where none is configured.
 */
final class Work {

    private static final int MOST_LETTERS = 2_000;
    private static final Map<SourceTable, String> PERSON =
            Map.of(SourceTable.OUTCOMES, "actor", SourceTable.DISPOSITIONS, "owner");

    private final Settings settings;
    private final Supplier<DatabaseSession> databases;
    private final boolean loopback;

    Work(Settings settings, Supplier<DatabaseSession> databases, boolean loopback) {
        this.settings = settings;
        this.databases = databases;
        this.loopback = loopback;
    }

    /** What the page says before something is written down. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("refused", refused().orElse(null));
        state.put("csvOnly", csvOnly().orElse(null));
        state.put("decisions", Decision.ALL);
        return state;
    }

    /** Why nothing is taken; empty where it is. */
    private Optional<String> refused() {
        return loopback
                ? Optional.empty()
                : Optional.of("This desk answers to other machines too and has no login, so it writes nothing down.");
    }

    /** Why rows are only handed back; empty where they are kept. */
    private Optional<String> csvOnly() {
        boolean hasMarts = settings.postgres().enabled()
                && (settings.postgres().login().url().isPresent()
                        || settings.source().embedded());
        return hasMarts
                ? Optional.empty()
                : Optional.of(
                        "No mart database is configured (publish.postgres), so nothing is kept here: add the line to a"
                                + " CSV file and map the file's table by source.tables.");
    }

    /**
     * Takes a row.
     *
     * @param body a JSON object: text by column
     * @throws Refused naming the field, what was found and what is expected
     */
    Map<String, Object> take(SourceTable table, byte[] body) {
        refused().ifPresent(why -> {
            throw new Refused(403, why);
        });
        Map<String, String> values = values(table, body);
        String key = table.staging().key().get(0);
        values.put(key, UUID.randomUUID().toString());
        check(table, values);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", values.get(key));
        Optional<String> csvOnly = csvOnly();
        if (csvOnly.isPresent()) {
            if (day(table, values).isEmpty()) {
                throw new Refused(400, "Give the day, YYYY-MM-DD: without a database there is none to take.");
            }
            answer.put("sentence", csvOnly.get());
            answer.put("name", table.sourceName() + ".csv");
            answer.put("csv", csv(table, values));
            return answer;
        }
        try (DatabaseSession session = databases.get()) {
            WorkTables.of(settings, session.embedded()).orElseThrow().append(table, values);
        }
        answer.put("sentence", "Written down. It counts from the next run on.");
        return answer;
    }

    private static Map<String, String> values(SourceTable table, byte[] body) {
        JsonNode given;
        try {
            given = Json.tree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new Refused(400, "The request is no JSON object.");
        }
        if (given == null || !given.isObject()) {
            throw new Refused(400, "The request is no JSON object.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (SourceColumn column : WorkTables.columns(table)) {
            JsonNode value = given.get(column.name());
            String text = value == null || value.isNull() ? "" : value.asText().strip();
            // Null is the one letter that PostgreSQL's text cannot hold.
            text = text.replace("\0", "");
            if (text.length() > MOST_LETTERS) {
                throw new Refused(
                        400, column.name() + " has " + text.length() + " letters: at most " + MOST_LETTERS + ".");
            }
            if (!text.isEmpty()) {
                values.put(column.name(), readable(column, text));
            }
        }
        return values;
    }

    private static String readable(SourceColumn column, String text) {
        if (column.kind() == SourceColumn.Kind.DAY) {
            return Optional.ofNullable(DayText.day(text))
                    .map(LocalDate::toString)
                    .orElseThrow(() -> new Refused(400, column.name() + " = '" + text + "': expected YYYY-MM-DD."));
        }
        if (column.kind() == SourceColumn.Kind.NUMBER && !text.matches("\\d{1,12}(\\.\\d{1,4})?")) {
            throw new Refused(400, column.name() + " = '" + text + "': expected a number such as 4.50.");
        }
        return text;
    }

    private static void check(SourceTable table, Map<String, String> values) {
        if (!values.containsKey(PERSON.get(table))) {
            throw new Refused(400, "Say who you are (" + PERSON.get(table) + ").");
        }
        if (table == SourceTable.OUTCOMES) {
            if (List.of("claim_id", "customer_id", "undoes_outcome_id").stream().noneMatch(values::containsKey)) {
                throw new Refused(400, "Name the claim or the customer (claim_id or customer_id).");
            }
            return;
        }
        if (!values.containsKey("finding_id")) {
            throw new Refused(400, "Name the finding (finding_id).");
        }
        String decision = Optional.ofNullable(Decision.of(values.get("decision")))
                .orElseThrow(() -> new Refused(
                        400,
                        "decision = '" + values.getOrDefault("decision", "") + "': expected one of "
                                + String.join(", ", Decision.ALL) + "."));
        values.put("decision", decision);
        if (values.containsKey("until_date") && !decision.equals(Decision.DISMISSED)) {
            throw new Refused(400, "until_date is for a finding that is dismissed.");
        }
    }

    private static Optional<String> day(SourceTable table, Map<String, String> values) {
        return Optional.ofNullable(values.get(table == SourceTable.OUTCOMES ? "action_date" : "decided_date"));
    }

    private static String csv(SourceTable table, Map<String, String> values) {
        List<String> names =
                WorkTables.columns(table).stream().map(SourceColumn::name).toList();
        return String.join(",", names) + "\r\n"
                + names.stream().map(name -> CsvCell.of(values.get(name))).collect(Collectors.joining(",")) + "\r\n";
    }
}
