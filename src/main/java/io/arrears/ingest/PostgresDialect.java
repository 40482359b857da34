package io.arrears.ingest;

import io.arrears.config.Settings;
import io.arrears.postgres.PostgresLogin;
import io.arrears.postgres.SqlName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.util.PSQLException;

/** PostgreSQL: many connections may see one snapshot, so its tables are read in parallel. */
record PostgresDialect() implements Dialect {

    private static final String SESSION = "-c default_transaction_read_only=on -c IntervalStyle=iso_8601"
            + " -c idle_in_transaction_session_timeout=0";

    private static final String LOOKUP = """
            select n.nspname, c.relname,
                (
                    select a.attname
                    from pg_catalog.pg_index i
                    inner join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                    where i.indrelid = c.oid and i.indisprimary and i.indnatts = 1
                        and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
                        and has_column_privilege(c.oid, a.attnum, 'select')
                ),
                case
                    when c.relkind in ('r', 'm') and has_table_privilege(c.oid, 'select')
                        then pg_relation_size(c.oid) / 8192
                    else 0
                end
            from pg_catalog.pg_class c
            inner join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and lower(n.nspname) = lower(?) and lower(c.relname) = lower(?)
            order by n.nspname = ? desc, c.relname = ? desc, n.nspname, c.relname
            limit 1
            """;

    private static final String COLUMNS = """
            select a.attname, has_column_privilege(c.oid, a.attnum, 'select'), null
            from pg_catalog.pg_attribute a
            inner join pg_catalog.pg_class c on c.oid = a.attrelid
            inner join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = ? and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """;

    /** With this off the server refuses a query from which a policy would cut rows, instead of cutting them unseen. */
    private static final String NO_ROW_SECURITY = " -c row_security=off";

    @Override
    public Map<String, String> properties(Settings.Source source, boolean loopback) {
        return PostgresLogin.properties(
                source.login(),
                source.timeouts(),
                loopback,
                "ingest",
                SESSION + (source.allowRowSecurity() ? "" : NO_ROW_SECURITY));
    }

    @Override
    public void prepare(Connection connection, Settings.Source source) {
        // The options of the login set everything.
    }

    /**
     * Under repeatable read a snapshot is older than every lock but those of {@code lock table}, which takes no
     * materialized view, no foreign table, and no table that the role may read only some columns of. Hence two
     * transactions: the first locks and then takes the snapshot; the keeper adopts it and locks the same, and only then
     * the first ends.
     */
    @Override
    public KeptSnapshot keep(Supplier<Connection> connect, SourceFailure failures, Collection<Relation> relations)
            throws SQLException {
        try (Connection first = connect.get()) {
            execute(first, "begin isolation level read committed read only");
            Held.hold(failures, first, relations);
            String id = export(first);
            Connection keeper = connect.get();
            try {
                execute(keeper, KeptSnapshot.adoptStatement(id));
                Held.hold(failures, keeper, relations);
                return new KeptSnapshot(
                        keeper, Optional.of(export(keeper)), Optional.of(Held.by(failures, keeper, relations)));
            } catch (SQLException | RuntimeException e) {
                keeper.close();
                throw e;
            }
        }
    }

    private static String export(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_export_snapshot()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public boolean sharesSnapshots() {
        return true;
    }

    @Override
    public String schema(String configured, String database) {
        return configured;
    }

    @Override
    public String placeQuery() {
        return LOOKUP;
    }

    @Override
    public String columnsQuery() {
        return COLUMNS;
    }

    @Override
    public Optional<String> collationsQuery(String from, List<String> columns) {
        return Optional.empty();
    }

    @Override
    public Relation.Comparison comparison(Connection connection, String type, String collation) {
        return type.matches("(.*\\W)?citext\\W*") ? Relation.Comparison.WITHOUT_CASE : Relation.Comparison.EXACT;
    }

    /**
     * One with pages has a place in the file for each row, {@code ctid}, to split reads by. The alias is the whole
     * name, for in {@code "fi.receipts"."amount"} OpenLineage takes what is before the column for the name of the
     * table, and from {@code "amount"} it would leave out the schema and find nothing.
     */
    @Override
    public Relation relation(Relation.Place place, List<Relation.Column> columns, List<String> withheld) {
        List<String> names = new ArrayList<>(place.blocks() > 0 ? List.of("ctid") : List.of());
        columns.forEach(column -> names.add(quoted(column.name())));
        String from = "(select " + String.join(", ", names) + " from " + quoted(place.schema(), place.table()) + ") as "
                + quoted(place.called());
        return new Relation(
                place.called(), from, place.called(), columns, withheld, place.integerKey(), place.blocks());
    }

    @Override
    public String quoted(String name) {
        return SqlName.quoted(name);
    }

    @Override
    public String asText(String column, String type) {
        // money prints as the server's locale likes; its number does not.
        return column + (type.equals("money") ? "::numeric" : "") + "::text";
    }

    @Override
    public String nullText() {
        return "null::text";
    }

    @Override
    public String hashed(String text) {
        return "encode(sha256(convert_to(btrim(" + text + "), 'UTF8')), 'hex')";
    }

    @Override
    public String unavailable(SQLException failure, String said) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals("57014")) {
            return "a statement ran longer than source.statement-timeout-seconds: " + said;
        }
        if (state.equals("55P03")) {
            return NOT_GRANTED + said;
        }
        if (isRefusedBy("ImportSnapshot", failure)) {
            return "the connection that kept the snapshot was ended; run again: " + said;
        }
        return state.startsWith("57P") || state.startsWith("53") || state.equals("3D000") ? said : null;
    }

    /** By the routine of the server: other refusals have the same state, and the words are in the server's language. */
    private static boolean isRefusedBy(String routine, SQLException refusal) {
        return refusal instanceof PSQLException known
                && known.getServerErrorMessage() != null
                && routine.equals(known.getServerErrorMessage().getRoutine());
    }

    @Override
    public String advice(SQLException refusal) {
        return isRefusedBy("check_enable_rls", refusal)
                ? "; row security would hide rows from the role, and what it hides would be missing in every figure. "
                        + "Read"
                        + " with a role that has BYPASSRLS, or set source.allow-row-security = true where the rows that"
                        + " the role may see are the ledger"
                : "";
    }
}
