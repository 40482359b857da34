-- grain: order_line_id
-- kind: table
-- One row per source row, duplicates not yet removed: what an order sells, line by line. price is per unit (four digits),
-- discount per line; net_amount = qty × price − discount, rounded once; null where qty or price is missing. A line
-- without line_id gets a key made from the row, identical rows are separate lines. It has no day and counts with its order.
with source as (
    select
        order_id as source_key,
        terms.as_text(order_id) as order_id,
        terms.as_text(line_id) as line_id,
        terms.as_text(sku) as sku,
        qty as qty_text,
        price as price_text,
        discount as discount_text,
        terms.has_control(concat_ws('', order_id, line_id, sku)) as has_control_characters,
        payload
    from raw_order_lines
),

renamed as (
    select
        coalesce(concat(order_id, '|', line_id), concat('order-line-', left(sha2(payload, 256), 24))) as order_line_id,
        line_id is null as is_numbered,
        order_id,
        line_id,
        sku,
        terms.as_quantity(qty_text) as qty,
        terms.as_quantity(price_text) as price,
        terms.as_money(discount_text) as discount,
        try_cast(qty * price as decimal(38, 8)) as gross_amount,
        try_cast(qty * price - coalesce(discount, 0) as decimal(38, 8)) as net_amount,
        make_date(1, 1, 1) as visible_from,
        source_key,
        payload,
        case when order_id is null then 'no_key' end as refused_because,
        terms.is_odd_number(price_text) as fix_amount_format,
        terms.is_rounded(price_text, 4) as fix_amount_rounded,
        qty is null and terms.as_text(qty_text) is not null as fix_qty_dropped,
        price is null and terms.as_text(price_text) is not null as fix_price_dropped,
        discount is null and terms.as_text(discount_text) is not null as fix_discount_dropped,
        source_key <> order_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
