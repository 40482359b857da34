-- grain: order_id
-- kind: table
-- One row per source row, duplicates not yet removed. price is per unit (four digits), discount per order.
-- net_amount = qty × price − discount, rounded once; null where qty or price is missing.
with source as (
    select
        order_id as source_key,
        terms.as_text(order_id) as order_id,
        terms.as_text(customer_id) as customer_id,
        order_date as order_date_text,
        terms.as_text(sku) as sku,
        qty as qty_text,
        price as price_text,
        discount as discount_text,
        lower(terms.as_text(status)) as status,
        terms.as_text(sales_rep_id) as sales_rep_id,
        terms.as_currency(currency) as stated_currency,
        currency as currency_text,
        terms.has_control(concat_ws('', order_id, customer_id, sku, status, sales_rep_id)) as has_control_characters,
        payload
    from raw_orders
),

renamed as (
    select
        order_id,
        customer_id,
        terms.as_day(order_date_text) as order_date,
        sku,
        terms.as_quantity(qty_text) as qty,
        terms.as_quantity(price_text) as price,
        terms.as_money(discount_text) as discount,
        try_cast(qty * price as decimal(38, 8)) as gross_amount,
        try_cast(qty * price - coalesce(discount, 0) as decimal(38, 8)) as net_amount,
        status,
        sales_rep_id,
        stated_currency,
        order_date as visible_from,
        source_key,
        payload,
        case
            when order_id is null then 'no_key'
            else coalesce(
                terms.why_no_day(order_date_text),
                case when not stated_currency rlike '^[A-Z]{3}$' then 'unknown_currency' end
            )
        end as refused_because,
        terms.is_odd_number(price_text) as fix_amount_format,
        terms.is_rounded(price_text, 4) as fix_amount_rounded,
        terms.is_odd_day(order_date_text) as fix_date_format,
        qty is null and terms.as_text(qty_text) is not null as fix_qty_dropped,
        price is null and terms.as_text(price_text) is not null as fix_price_dropped,
        discount is null and terms.as_text(discount_text) is not null as fix_discount_dropped,
        terms.as_text(currency_text) is null as fix_currency_not_stated,
        source_key <> order_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
