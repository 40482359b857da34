package io.arrears.ingest;

import io.arrears.config.Settings;
import io.arrears.postgres.SqlName;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one relation is read in parallel: disjoint conditions that together hold for every row.
 *
 * @param rows its rows in the snapshot
 * @param by the expression the conditions are about; empty when it is read in one piece
 * @param conditions one a piece
 */
record Pieces(long rows, Optional<String> by, List<String> conditions) {

    private static final List<String> ALL = List.of("1 = 1");

    /** Counts the rows in the snapshot and splits large relations by integer key, or else by place in the file. */
    static Pieces of(Relation relation, Snapshot snapshot, Settings.Source source) throws SQLException {
        Optional<String> key = relation.integerKey().map(SqlName::quoted);
        String range = key.map(name -> ", min(" + name + ")::text, max(" + name + ")::text")
                .orElse("");
        try (Statement statement = snapshot.connection().createStatement();
                ResultSet row = statement.executeQuery("select count(*)" + range + " from " + relation.from())) {
            row.next();
            long rows = row.getLong(1);
            long wanted = (rows + source.rowsPerPartition() - 1) / source.rowsPerPartition();
            int pieces = (int) Math.min(source.partitions(), wanted);
            if (pieces < 2) {
                return new Pieces(rows, Optional.empty(), ALL);
            }
            if (key.isPresent() && row.getString(2) != null) {
                BigInteger least = new BigInteger(row.getString(2));
                return new Pieces(rows, key, byKey(least, new BigInteger(row.getString(3)), pieces));
            }
            return relation.blocks() > 0
                    ? new Pieces(rows, Optional.of("ctid"), byBlock(relation.blocks(), pieces))
                    : new Pieces(rows, Optional.empty(), ALL);
        }
    }

    static List<String> byKey(BigInteger least, BigInteger most, int pieces) {
        BigInteger span = most.subtract(least).add(BigInteger.ONE);
        List<String> bounds = new ArrayList<>();
        for (int i = 1; i < pieces; i++) {
            bounds.add(least.add(span.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(pieces)))
                    .toString());
        }
        return between(bounds, true);
    }

    private static List<String> byBlock(long blocks, int pieces) {
        List<String> bounds = new ArrayList<>();
        for (int i = 1; i < pieces; i++) {
            bounds.add("'(" + blocks * i / pieces + ",0)'::tid");
        }
        return between(bounds, false);
    }

    /** Half-open ranges, open at both ends; rows without a value belong to the first. */
    private static List<String> between(List<String> bounds, boolean nullable) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i <= bounds.size(); i++) {
            String from = i == 0 ? "" : TextQuery.PIECE + " >= " + bounds.get(i - 1);
            String to = i == bounds.size() ? "" : TextQuery.PIECE + " < " + bounds.get(i);
            String range = from + (from.isEmpty() || to.isEmpty() ? "" : " and ") + to;
            conditions.add(i == 0 && nullable ? range + " or " + TextQuery.PIECE + " is null" : range);
        }
        return List.copyOf(conditions);
    }
}
