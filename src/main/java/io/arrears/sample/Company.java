package io.arrears.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What does not depend on the customers: products and sales representatives, drawn from the seed. */
record Company(List<Product> plans, List<Product> equipment, Product passThrough, List<SalesRep> reps) {

    static final String[] REGIONS = {"North", "South", "East", "West"};
    private static final int REPS = 24;
    private static final int PLANS_PER_SEGMENT = 8;
    private static final int EQUIPMENT = 20;
    private static final String[] PLAN_CATEGORIES = {"Connectivity", "Energy", "Software", "Support"};
    private static final String[] EQUIPMENT_CATEGORIES = {"Routers", "Meters", "Handsets", "Accessories"};
    /** Lowest and highest monthly price of a segment's plans, in cents. */
    private static final int[][] PLAN_PRICES = {{1490, 8990}, {3900, 24900}, {19000, 99000}};

    /** All products, in the order of the table. */
    List<Product> products() {
        List<Product> all = new ArrayList<>(plans);
        all.addAll(equipment);
        all.add(passThrough);
        return all;
    }

    List<Product> plansOf(Segment segment) {
        return plans.subList(segment.ordinal() * PLANS_PER_SEGMENT, (segment.ordinal() + 1) * PLANS_PER_SEGMENT);
    }

    static Company of(long seed) {
        Dice dice = new Dice(seed, -1);
        List<Product> plans = new ArrayList<>();
        for (int[] prices : PLAN_PRICES) {
            for (int i = 0; i < PLANS_PER_SEGMENT; i++) {
                String category = PLAN_CATEGORIES[i % PLAN_CATEGORIES.length];
                plans.add(product(category, plans.size() + 1, prices[0], prices[1], dice));
            }
        }
        List<Product> equipment = new ArrayList<>();
        for (int i = 0; i < EQUIPMENT; i++) {
            equipment.add(product(EQUIPMENT_CATEGORIES[i % EQUIPMENT_CATEGORIES.length], 101 + i, 2900, 44900, dice));
        }
        // Sold on at a thin margin: list less ten percent is the cost, to the cent.
        Product passThrough = new Product("LIC-200", "Licences", 10_800, 12_000);
        return new Company(List.copyOf(plans), List.copyOf(equipment), passThrough, reps(dice));
    }

    private static Product product(String category, int number, int low, int high, Dice dice) {
        long list = low + Math.round((high - low) * StrictMath.pow(dice.uniform(), 2) / 100) * 100 - 1;
        long cost = Math.round(list * dice.between(0.45, 0.70));
        String code = category.substring(0, 3).toUpperCase(Locale.ROOT);
        return new Product(code + "-" + number, category, cost, list);
    }

    private static List<SalesRep> reps(Dice dice) {
        List<SalesRep> reps = new ArrayList<>();
        for (int i = 0; i < REPS; i++) {
            reps.add(new SalesRep(
                    i + 1,
                    Names.person(dice),
                    REGIONS[i % REGIONS.length],
                    dice.between(20, 90) * 1_000_000L,
                    dice.normal()));
        }
        return List.copyOf(reps);
    }
}
