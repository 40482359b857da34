-- grain: sku
-- kind: table
-- One row per source row, duplicates not yet removed. Prices per unit, four digits; current values without history.
with source as (
    select
        sku as source_key,
        terms.as_text(sku) as sku,
        terms.as_text(category) as category,
        cost_price as cost_price_text,
        list_price as list_price_text,
        terms.has_control(concat_ws('', sku, category)) as has_control_characters,
        payload
    from raw_products
),

renamed as (
    select
        sku,
        category,
        terms.as_quantity(cost_price_text) as cost_price,
        terms.as_quantity(list_price_text) as list_price,
        make_date(1, 1, 1) as visible_from,
        source_key,
        payload,
        case when sku is null then 'no_key' end as refused_because,
        terms.is_odd_number(list_price_text) as fix_amount_format,
        terms.is_rounded(list_price_text, 4) or terms.is_rounded(cost_price_text, 4) as fix_amount_rounded,
        list_price is null and terms.as_text(list_price_text) is not null as fix_amount_dropped,
        cost_price is null and terms.as_text(cost_price_text) is not null as fix_cost_dropped,
        source_key <> sku as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
