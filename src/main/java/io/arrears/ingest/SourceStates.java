package io.arrears.ingest;

import io.arrears.config.Settings;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.terms.LedgerWord;
import io.arrears.terms.NumberStyle;
import io.arrears.terms.NumberText;
import io.arrears.terms.TextValue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that the invoices of the source have for their state, read by one query, without a run. */
public final class SourceStates {

    private static final List<String> COLUMNS = List.of("status", "currency", "amount");

    private record Word(String status, String currency) {}

    /** Invoices of a word, and their amount where an open number such as 1.234 has a point or a comma. */
    private static final class Sum {
        private long invoices;
        private BigDecimal pointed = BigDecimal.ZERO;
        private BigDecimal withComma = BigDecimal.ZERO;
    }

    private final Map<Word, Sum> sums = new LinkedHashMap<>();
    private boolean hasOpen;
    private boolean hasPoint;
    private boolean hasComma;

    private SourceStates() {}

    /**
     * Each word by currency, where the rows state one; empty where the source has no invoices or no column of states.
     *
     * @throws io.arrears.config.ArrearsException when invoices are mapped to something that cannot be read
     */
    public static List<LedgerWord> of(SourceDatabase database, Settings settings) {
        Settings.Source source = settings.source();
        try (Connection connection = database.connect()) {
            Optional<Relation> relation = new RelationFinder(database, connection, source).find(SourceTable.INVOICES);
            if (relation.isEmpty()) {
                return List.of();
            }
            Map<SourceColumn, Optional<Relation.Column>> found = new LinkedHashMap<>(
                    ColumnMatch.of(SourceTable.INVOICES, relation.get()).found());
            found.keySet().removeIf(column -> !COLUMNS.contains(column.name()));
            SourceStates states = new SourceStates();
            states.read(
                    connection,
                    TextQuery.of(
                            database.dialect(),
                            relation.get(),
                            new ColumnMatch(found, Optional.empty()),
                            settings.privacyNames(),
                            Optional.empty()));
            boolean isTyped = found.values().stream()
                    .flatMap(Optional::stream)
                    .anyMatch(column -> column.name().equalsIgnoreCase("amount") && column.isTyped());
            return states.words(
                    settings.ledger().stateOf(),
                    isTyped
                            ? Optional.of(NumberStyle.POINT)
                            : source.tables()
                                    .getOrDefault(SourceTable.INVOICES.sourceName(), Settings.Mapping.NONE)
                                    .numbers());
        } catch (SQLException e) {
            throw database.failures().of(e, "reading the words of invoices.status");
        }
    }

    private void read(Connection connection, TextQuery query) throws SQLException {
        String grouped = "select status, currency, amount, count(*) from (" + query.sql() + ") as invoices"
                + " where status is not null group by status, currency, amount";
        // Row by row, however many amounts there are.
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            try (ResultSet rows = statement.executeQuery(grouped)) {
                while (rows.next()) {
                    add(rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4));
                }
            }
        }
    }

    private void add(String status, String currency, String amount, long invoices) {
        String word = TextValue.clean(status);
        if (word == null) {
            return;
        }
        String code = TextValue.clean(currency);
        Sum sum = sums.computeIfAbsent(
                new Word(word.toLowerCase(Locale.ROOT), code == null ? null : code.toUpperCase(Locale.ROOT)),
                any -> new Sum());
        sum.invoices += invoices;
        String style = NumberStyle.of(amount);
        hasOpen |= NumberStyle.EITHER.equals(style);
        hasPoint |= NumberStyle.POINT.equals(style);
        hasComma |= NumberStyle.COMMA.equals(style);
        sum.pointed = sum.pointed.add(times(amount, NumberStyle.POINT, invoices));
        sum.withComma = sum.withComma.add(times(amount, NumberStyle.COMMA, invoices));
    }

    private static BigDecimal times(String amount, String style, long invoices) {
        BigDecimal one = amount == null ? null : NumberText.money(NumberStyle.settled(amount, style));
        return one == null ? BigDecimal.ZERO : one.multiply(BigDecimal.valueOf(invoices));
    }

    /** As staging decides: what is open is read as the other numbers of the column are, and not at all without any. */
    private List<LedgerWord> words(Map<String, String> stateOf, Optional<String> given) {
        Optional<String> style = given.or(() -> NumberStyle.ofColumn(hasPoint, hasComma));
        boolean isOpen = hasOpen && style.isEmpty();
        boolean isComma = style.equals(Optional.of(NumberStyle.COMMA));
        List<LedgerWord> words = new ArrayList<>();
        sums.forEach((word, sum) -> words.add(new LedgerWord(
                word.status(),
                stateOf.get(TextValue.word(word.status())),
                word.currency(),
                sum.invoices,
                isOpen ? null : isComma ? sum.withComma : sum.pointed)));
        return words;
    }
}
