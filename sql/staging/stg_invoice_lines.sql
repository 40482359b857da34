-- grain: invoice_line_id
-- kind: table
-- One row per source row, duplicates not yet removed: what an invoice bills, line by line, in the invoice's currency.
-- A line without a line_id gets a key made from the row, and identical rows are separate lines. It has no day of its own and
-- counts with its invoice. tax_amount is null where the source states none.
with source as (
    select
        invoice_id as source_key,
        terms.as_text(invoice_id) as invoice_id,
        terms.as_text(line_id) as line_id,
        terms.as_text(order_id) as order_id,
        terms.as_text(sku) as sku,
        qty as qty_text,
        net_amount as net_amount_text,
        tax_amount as tax_amount_text,
        terms.has_control(concat_ws('', invoice_id, line_id, order_id, sku)) as has_control_characters,
        payload
    from raw_invoice_lines
),

renamed as (
    select
        coalesce(concat(invoice_id, '|', line_id), concat('invoice-line-', left(sha2(payload, 256), 24))) as invoice_line_id,
        line_id is null as is_numbered,
        invoice_id,
        line_id,
        order_id,
        sku,
        terms.as_quantity(qty_text) as qty,
        terms.as_money(net_amount_text) as net_amount,
        terms.as_money(tax_amount_text) as tax_amount,
        make_date(1, 1, 1) as visible_from,
        source_key,
        payload,
        case when invoice_id is null then 'no_key' else terms.why_no_money(net_amount_text) end as refused_because,
        terms.is_odd_number(net_amount_text) as fix_amount_format,
        tax_amount is null and terms.as_text(tax_amount_text) is not null as fix_tax_dropped,
        qty is null and terms.as_text(qty_text) is not null as fix_qty_dropped,
        source_key <> invoice_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
