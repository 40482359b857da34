package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** {@link Ageing} as SQL functions; the last argument of each is the edges, {@code :ageing}. */
@SuppressWarnings("serial") // As Term.
public final class AgeingTerms {

    private static final DataType EDGES = DataTypes.createArrayType(IntegerType);
    private static final UTF8String NO_DUE_DATE = UTF8String.fromString(Ageing.NO_DUE_DATE);

    static final List<Term> ALL = List.of(
            new BucketOf(),
            new Buckets(),
            new BucketSort(),
            new DetailOf(),
            new DetailSort(),
            new OldestBucket(),
            new NoDueDate());

    /** The edges of the newest call: a run has one set of them, and its names are made once. */
    private static volatile Names newest = new Names(Ageing.of(List.of(1)));

    private AgeingTerms() {}

    private static final class Names {
        private final Ageing ageing;
        private final int[] edges;
        private final UTF8String[] buckets;
        private final UTF8String[] details;

        private Names(Ageing ageing) {
            this.ageing = ageing;
            this.edges = ageing.edges();
            this.buckets = BusinessTerms.bytes(ageing.buckets());
            this.details = BusinessTerms.bytes(ageing.details());
        }

        private static Names of(ArrayData edges) {
            Names names = newest;
            if (!names.hasEdges(edges)) {
                names = new Names(Ageing.of(edges.toIntArray()));
                newest = names;
            }
            return names;
        }

        /** Without a copy of the argument: this is asked for every row. */
        private boolean hasEdges(ArrayData others) {
            boolean isEqual = others.numElements() == edges.length;
            for (int place = 0; isEqual && place < edges.length; place++) {
                isEqual = others.getInt(place) == edges[place];
            }
            return isEqual;
        }
    }

    /**
     * {@code terms.ageing_bucket(days past due, edges)}; null without days: {@code terms.no_due_date()} is that bucket.
     */
    public static final class BucketOf extends Term {
        BucketOf() {
            super("ageing_bucket", StringType, false, IntegerType, EDGES);
        }

        public static UTF8String invoke(int days, ArrayData edges) {
            Names names = Names.of(edges);
            return names.buckets[names.ageing.place(days)];
        }
    }

    /** {@code terms.ageing_buckets(edges)}: all names in their order. */
    public static final class Buckets extends Term {
        Buckets() {
            super("ageing_buckets", DataTypes.createArrayType(StringType, false), false, EDGES);
        }

        public static ArrayData invoke(ArrayData edges) {
            return new GenericArrayData(Names.of(edges).buckets);
        }
    }

    /** {@code terms.ageing_sort(bucket, edges)}: its place from 1; 0 where it is none. */
    public static final class BucketSort extends Term {
        BucketSort() {
            super("ageing_sort", IntegerType, true, StringType, EDGES);
        }

        public static Integer invoke(UTF8String bucket, ArrayData edges) {
            return BusinessTerms.sort(Names.of(edges).buckets, bucket);
        }
    }

    /** {@code terms.ageing_detail(days past due, edges)}: the bucket, of the oldest the part of it. */
    public static final class DetailOf extends Term {
        DetailOf() {
            super("ageing_detail", StringType, false, IntegerType, EDGES);
        }

        public static UTF8String invoke(int days, ArrayData edges) {
            Names names = Names.of(edges);
            return names.details[names.ageing.detailPlace(days)];
        }
    }

    /** {@code terms.ageing_detail_sort(detail, edges)}: its place from 1; 0 where it is none. */
    public static final class DetailSort extends Term {
        DetailSort() {
            super("ageing_detail_sort", IntegerType, true, StringType, EDGES);
        }

        public static Integer invoke(UTF8String detail, ArrayData edges) {
            return BusinessTerms.sort(Names.of(edges).details, detail);
        }
    }

    /** {@code terms.oldest_bucket(edges)}. */
    public static final class OldestBucket extends Term {
        OldestBucket() {
            super("oldest_bucket", StringType, false, EDGES);
        }

        public static UTF8String invoke(ArrayData edges) {
            return UTF8String.fromString(Names.of(edges).ageing.oldest());
        }
    }

    /** {@code terms.no_due_date()}. */
    public static final class NoDueDate extends Term {
        NoDueDate() {
            super("no_due_date", StringType, false);
        }

        public static UTF8String invoke() {
            return NO_DUE_DATE;
        }
    }
}
