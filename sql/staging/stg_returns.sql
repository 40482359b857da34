-- grain: return_id
-- kind: table
-- One row per source row, duplicates not yet removed. refund_amount is what was paid back, in the order's currency.
-- net_amount: of it without tax, as stated, else refund_amount less tax; null where the source states neither.
-- Without return_id in the row it is made from the row, and identical rows are separate returns.
with source as (
    select
        return_id as source_key,
        terms.as_text(return_id) as return_id_text,
        terms.as_text(order_id) as order_id,
        terms.as_text(customer_id) as customer_id,
        terms.as_text(sku) as sku,
        return_date as return_date_text,
        qty as qty_text,
        refund_amount as refund_amount_text,
        net_amount as net_amount_text,
        tax_amount as tax_amount_text,
        terms.as_currency(currency) as stated_currency,
        terms.as_text(reason) as reason,
        known_at as known_at_text,
        terms.has_control(concat_ws('', return_id, order_id, customer_id, sku, reason)) as has_control_characters,
        payload
    from raw_returns
),

renamed as (
    select
        coalesce(return_id_text, concat('return-', left(sha2(payload, 256), 24))) as return_id,
        return_id_text is null as is_numbered,
        order_id,
        customer_id,
        sku,
        terms.as_day(return_date_text) as return_date,
        terms.as_quantity(qty_text) as qty,
        terms.as_money(refund_amount_text) as refund_amount,
        coalesce(
            terms.as_money(net_amount_text), cast(refund_amount - terms.as_money(tax_amount_text) as decimal(24, 8))
        ) as net_amount,
        stated_currency,
        reason,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(return_date, known_at) as visible_from,
        source_key,
        payload,
        coalesce(
            terms.why_no_day(return_date_text),
            terms.why_no_money(refund_amount_text),
            case when not stated_currency rlike '^[A-Z]{3}$' then 'unknown_currency' end
        ) as refused_because,
        terms.is_odd_number(refund_amount_text) as fix_amount_format,
        terms.is_odd_day(return_date_text) as fix_date_format,
        terms.as_money(net_amount_text) is null and terms.as_text(net_amount_text) is not null as fix_net_dropped,
        terms.as_money(tax_amount_text) is null and terms.as_text(tax_amount_text) is not null as fix_tax_dropped,
        qty is null and terms.as_text(qty_text) is not null as fix_qty_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and return_id_text is null as fix_key_made,
        source_key <> return_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
