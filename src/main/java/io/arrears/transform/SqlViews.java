package io.arrears.transform;

import io.arrears.lake.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SQL files that no table stands for. Each may use those before it.
 *
 * @param files by the name of the view, which is the name of the file
 * @param kept views of a few rows that take long to compute: a stage computes each once and holds the rows. What names
 *     another view computes it.
 */
public record SqlViews(Map<String, SqlFile> files, Set<String> kept) {

    /** Views from their resources, {@code sql/intermediate/int_balances.sql}, in the order in which they build on each other. */
    static SqlViews of(String... resources) {
        Map<String, SqlFile> files = new LinkedHashMap<>();
        for (String resource : resources) {
            files.put(resource.substring(resource.lastIndexOf('/') + 1).replace(".sql", ""), SqlFile.read(resource));
        }
        return new SqlViews(files, Set.of());
    }

    /** The same views, of which these are kept. */
    SqlViews keeping(String... names) {
        for (String name : names) {
            if (!files.containsKey(name)) {
                throw new IllegalArgumentException(name + ": expected one of the views " + files.keySet());
            }
        }
        return new SqlViews(files, Set.of(names));
    }

    /** Names of the views that are computed with the file, in order: down to tables and kept views, without these. */
    List<String> computedWith(SqlFile file) {
        return new SqlViews(without(kept), Set.of()).neededBy(List.of(file));
    }

    private Map<String, SqlFile> without(Set<String> names) {
        Map<String, SqlFile> others = new LinkedHashMap<>(files);
        others.keySet().removeAll(names);
        return others;
    }

    /** Names of the views that the files need, directly or through other views, in order. */
    public List<String> neededBy(Collection<SqlFile> users) {
        List<SqlFile> seen = new ArrayList<>(users);
        List<String> names = new ArrayList<>(files.keySet());
        List<String> needed = new ArrayList<>();
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            if (seen.stream().anyMatch(file -> file.names().contains(name))) {
                needed.add(0, name);
                seen.add(files.get(name));
            }
        }
        return needed;
    }

    /** The tables a file reads, itself or through views. */
    public Set<Table> reads(SqlFile file) {
        Set<Table> reads = EnumSet.noneOf(Table.class);
        reads.addAll(file.reads());
        neededBy(List.of(file)).forEach(name -> reads.addAll(files.get(name).reads()));
        return reads;
    }
}
