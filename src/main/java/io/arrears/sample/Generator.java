package io.arrears.sample;

import io.arrears.config.ConfigurationException;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.postgres.OwnTables;
import io.arrears.postgres.SqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Fills a schema with a made-up company: a provider of subscriptions and equipment whose customers are charged by
 * card or pay by bank transfer, late, in parts or never.
 *
 * <p>The same number of invoices and seed give the same rows in the same order, on every machine.
 */
public final class Generator {

    /**
     * The company of the demonstration: with conf/local.conf, 8,000 entities of each task are left to the test period.
     */
    public static final long DEMO_INVOICES = 72_000;

    public static final long DEMO_SEED = 42;
    /** Fewer do not hold one defect of every kind. */
    public static final long FEWEST_INVOICES = 4_000;

    private static final int REPORTS = 100;

    /** What was written: rows by table, and a checksum over all of them. */
    public record Generated(Map<String, Long> rows, long checksum) {}

    private Generator() {}

    /**
     * Replaces the tables of this schema in one transaction.
     *
     * @throws ConfigurationException when a table there may not be replaced; nothing is changed
     * @param progress gets the number of invoices done, about a hundred times
     */
    public static Generated generate(
            Connection connection,
            String schema,
            OwnTables.Replace replace,
            long invoices,
            long seed,
            LongConsumer progress) {
        if (invoices < 1) {
            throw new ConfigurationException("--invoices " + invoices + ": expected at least 1, and " + FEWEST_INVOICES
                    + " for one defect of every kind");
        }
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                createTables(connection, schema, replace);
                Generated generated = fill(new SampleWriter(connection, schema), invoices, seed, progress);
                createKeys(connection, schema);
                connection.commit();
                return generated;
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new SourceUnavailableException("the database refuses the sample company: " + e.getMessage(), e);
        }
    }

    /** Takes what happened with one customer after the other. */
    interface Reader {
        void take(Book book) throws SQLException;
    }

    private static Generated fill(SampleWriter writer, long invoices, long seed, LongConsumer progress)
            throws SQLException {
        Company company = Company.of(seed);
        writer.company(company);
        play(company, invoices, seed, progress, writer::book);
        return new Generated(writer.finish(), writer.checksum());
    }

    /** The company of a seed, customer by customer, until there are so many invoices. */
    static void play(Company company, long invoices, long seed, LongConsumer progress, Reader reader)
            throws SQLException {
        Customers customers = new Customers(company, seed);
        OrderToCash orderToCash = new OrderToCash(company, new Defects(company, invoices));
        Numberings keys = Numberings.forInvoices(invoices);
        long done = 0;
        long reported = 0;
        for (int number = 0; done < invoices; number++) {
            Dice dice = customers.diceOf(number);
            Book book = new Book(customers.draw(number, dice), keys, dice);
            orderToCash.play(book, dice, invoices - done);
            book.invoices.forEach(Book::store);
            reader.take(book);
            done += book.invoices.size();
            if (done - reported >= Math.max(1, invoices / REPORTS) || done == invoices) {
                progress.accept(done);
                reported = done;
            }
        }
    }

    private static void createTables(Connection connection, String schema, OwnTables.Replace replace)
            throws SQLException {
        OwnTables tables = new OwnTables(connection, schema, "generate");
        tables.prepare(
                Arrays.stream(SampleTable.values()).map(SampleTable::sqlName).toList(), replace);
        for (SampleTable table : SampleTable.values()) {
            tables.create(table.sqlName(), table.columns);
        }
    }

    private static void createKeys(Connection connection, String schema) throws SQLException {
        for (SampleTable table : SampleTable.values()) {
            String name = SqlName.quoted(schema, table.sqlName());
            if (table.key != null) {
                execute(connection, "alter table " + name + " add primary key (" + table.key + ")");
            }
            execute(connection, "analyze " + name);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
