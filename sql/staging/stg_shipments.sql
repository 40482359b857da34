-- grain: shipment_id
-- kind: table
-- One row per source row, duplicates not yet removed: goods of an order on their way from shipped_date. qty null: all that
-- was ordered; delivered_date null: not delivered, or not said.
with source as (
    select
        shipment_id as source_key,
        terms.as_text(shipment_id) as shipment_id_text,
        terms.as_text(order_id) as order_id,
        terms.as_text(sku) as sku,
        shipped_date as shipped_date_text,
        delivered_date as delivered_date_text,
        qty as qty_text,
        known_at as known_at_text,
        terms.has_control(concat_ws('', shipment_id, order_id, sku)) as has_control_characters,
        payload
    from raw_shipments
),

renamed as (
    select
        coalesce(shipment_id_text, concat('shipment-', left(sha2(payload, 256), 24))) as shipment_id,
        shipment_id_text is null as is_numbered,
        order_id,
        sku,
        terms.as_day(shipped_date_text) as shipped_date,
        terms.as_day(delivered_date_text) as delivered_date,
        terms.as_quantity(qty_text) as qty,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(shipped_date, known_at) as visible_from,
        source_key,
        payload,
        case when order_id is null then 'no_key' else terms.why_no_day(shipped_date_text) end as refused_because,
        terms.is_odd_number(qty_text) as fix_amount_format,
        terms.is_odd_day(shipped_date_text) as fix_date_format,
        delivered_date is null and terms.as_text(delivered_date_text) is not null as fix_delivered_date_dropped,
        qty is null and terms.as_text(qty_text) is not null as fix_qty_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and shipment_id_text is null as fix_key_made,
        source_key <> shipment_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
