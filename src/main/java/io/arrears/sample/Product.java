package io.arrears.sample;

/** What the company sells; prices in cents, the same figure in each currency. */
record Product(String sku, String category, long cost, long list) {}
