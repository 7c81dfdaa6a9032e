for photo in album/*.jpeg; do
  echo "$photo"
done

ls album
