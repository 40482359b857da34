package io.arrears.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known name that a misspelt one may mean. */
final class Spelling {

    private Spelling() {}

    /** {@code did you mean …? }, empty where no name is near. */
    static String hint(String found, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(found, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(found, name) <= Math.max(2, found.length() / 3))
                .map(name -> "did you mean " + name + "? ")
                .orElse("");
    }

    /** Letters to insert, remove or replace. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
